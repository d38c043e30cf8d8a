"""Writes secrets with hvac, one after the other: `hvac_loop.py MOUNT < secrets.tsv`, with VAULT_ADDR and VAULT_TOKEN."""

import sys

import hvac

client = hvac.Client()
for line in sys.stdin:
    path, value = line.rstrip("\n").split("\t")
    client.secrets.kv.v2.create_or_update_secret(path, {"value": value}, mount_point=sys.argv[1])
