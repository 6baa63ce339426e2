"""Contexts of TLS, made of what JavaScript describes them with."""

import json
import os
import tempfile


def make_ssl_context(text, server_side):
    """An `ssl.SSLContext`. Certificates and keys cross as text, and Python reads them from files, which are removed at once."""
    import ssl

    description = json.loads(text)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if server_side else ssl.PROTOCOL_TLS_CLIENT)
    if not server_side:
        verify = description.get("verify", True)
        context.check_hostname = verify and description.get("checkHostname", True)
        context.verify_mode = ssl.CERT_REQUIRED if verify else ssl.CERT_NONE
        if "ca" not in description:
            context.load_default_certs()
    if "ca" in description:
        context.load_verify_locations(cadata=description["ca"])
    if "cert" in description:
        load_certificate(context, description["cert"], description["key"])
    if "alpnProtocols" in description:
        context.set_alpn_protocols(description["alpnProtocols"])
    for name, attribute in (("minimumVersion", "minimum_version"), ("maximumVersion", "maximum_version")):
        if name in description:
            setattr(context, attribute, getattr(ssl.TLSVersion, description[name].replace(".", "_")))
    return context


def load_certificate(context, certificate, key):
    descriptor, path = tempfile.mkstemp(suffix=".pem")
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(certificate + key)
        context.load_cert_chain(path)
    finally:
        os.remove(path)
