"""Runs session.test.ts, with the client generated from openapi.json, against a real server.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import shutil
import subprocess

from service import SCHEMA, run_all

HERE = pathlib.Path(__file__).resolve().parent


def a_generated_client_drives_a_whole_session(service):
    for seed in range(24):
        service.photo(f"{seed}.jpg", seed, width=3000, height=2000)
    service.serve()
    client = service.work / "client"
    client.mkdir()
    (client / "node_modules").symlink_to(HERE / "node_modules")
    for name in ("package.json", "tsconfig.json", "session.test.ts"):
        shutil.copy(HERE / name, client)
    for command in (["npx", "openapi-typescript", SCHEMA, "-o", "generated/api.d.ts"],
                    ["npx", "tsc"]):
        subprocess.run(command, cwd=client, check=True, timeout=120)
    subprocess.run(
        ["node", "--test", "generated/out/session.test.js"], cwd=client, check=True, timeout=240,
        env={**os.environ, "SERVICE_URL": f"http://127.0.0.1:{service.port}",
             "SERVICE_INPUT": str(service.inputs)})


if __name__ == "__main__":
    run_all([a_generated_client_drives_a_whole_session])
