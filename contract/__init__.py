"""The OpenAPI 3.1 document of the API, made from the models that the code itself uses.

`make contract` writes it to lambda/easel/openapi.json, which the functions serve.
"""
