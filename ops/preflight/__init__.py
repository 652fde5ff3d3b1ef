"""`make preflight`: what would stop a deployment, said before anything is made.

Each check is a function of the account that returns one finding. `checks.py` lists them; the
modules beside it hold the functions. Nothing here changes anything or costs anything.
"""
