# SPDX-License-Identifier: MIT
"""Cached renditions over HTTP beside nginx's static files: the same bytes, the same header fields, the same load
generator, in turns. Figures are requests per CPU-second of the server, and their ratios.

usage: bench_http.py CUTLINE CUTLINED DECODER [SECONDS [ROUNDS]]     (needs nginx and wrk)
"""
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
TICK = os.sysconf("SC_CLK_TCK")
FIELDS = ("Content-Type", "ETag", "Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy", "Content-Security-Policy",
          "Cache-Control", "Surrogate-Key", "Cache-Tag", "X-Content-Type-Options")


def children(pid):
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if fields[1] == str(pid):
                yield int(entry.name)


def cpu_seconds(pid):
    total = 0
    for one in (pid, *children(pid)):
        fields = pathlib.Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICK


def wrk(url, connections, seconds, etag):
    extra = ["-H", f"If-None-Match: {etag}"] if etag else []
    done = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", *extra, url], capture_output=True, text=True, check=True)
    return int(re.search(r"(\d+) requests in", done.stdout).group(1))


def measure(pid, *args):
    before = cpu_seconds(pid)
    n = wrk(*args)
    used = cpu_seconds(pid) - before
    return n / used, used / n * 1e6


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def start_nginx(folder, body, fields, cached):
    port = free_port()
    (folder / "www/i").mkdir(parents=True)
    (folder / "www/i/picture.jpg").write_bytes(body)
    adds = "".join(f'add_header {name} "{value}";' for name, value in fields.items() if name not in ("Content-Type", "ETag"))
    cache = "open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;" if cached else ""
    (folder / "nginx.conf").write_text(
        ("user root; " if os.geteuid() == 0 else "") +
        f"daemon off; worker_processes auto; pid {folder}/pid; error_log {folder}/error.log;\nevents {{ worker_connections 1024; }}\n"
        f"http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; {cache}\n"
        f"types {{ image/jpeg jpg; }} server {{ listen 127.0.0.1:{port}; root {folder}/www; {adds} }} }}\n")
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    return process, f"http://127.0.0.1:{port}/i/picture.jpg"


def main():
    cutline, cutlined, decoder = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:4])
    seconds = int(sys.argv[4]) if len(sys.argv) > 4 else 2
    rounds = int(sys.argv[5]) if len(sys.argv) > 5 else 3
    sys.path.insert(0, str(HERE.parent / "cli"))
    from pictures import jpeg
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        environment = dict(os.environ, CUTLINE_ARCHIVE=str(folder / "archive"), CUTLINE_DECODER=decoder)
        run = lambda *args: subprocess.run([cutline, *args], env=environment, capture_output=True, text=True, check=True).stdout
        run("init")
        (folder / "a.jpg").write_bytes(jpeg(5, size=(2400, 1600)))
        photo = json.loads(run("--json", "ingest", str(folder / "a.jpg")))["id"]
        daemon = subprocess.Popen([cutlined, "-C", str(folder / "archive"), "--listen", "127.0.0.1:0"], env=environment,
                                  stdout=subprocess.PIPE, text=True)
        base = daemon.stdout.readline().split()[-1]
        urls = [f"{base}/i/{photo}/{preset}.jpg" for preset in ("thumb", "grid", "article", "hero")]
        sizes = {url: len(urllib.request.urlopen(url).read()) for url in urls}
        url = min(sizes, key=lambda one: abs(sizes[one] - 35000))
        with urllib.request.urlopen(url) as answer:
            fields = {field: answer.headers[field] for field in FIELDS}
            body = answer.read()
        servers = {"cutlined": (daemon, url)}
        for label, cached in (("nginx", False), ("nginx-cache", True)):
            servers[label] = start_nginx(folder / label, body, fields, cached)
        etags = {label: urllib.request.urlopen(at).headers["ETag"] for label, (_, at) in servers.items()}
        print(json.dumps({"bytes": len(body), "cores": os.cpu_count(), "load": os.getloadavg()[0]}))
        for what, connections in (("200", 16), ("200", 64), ("304", 16), ("304", 64)):
            rates = {label: [] for label in servers}
            costs = {label: [] for label in servers}
            for _ in range(rounds):
                for label, (process, at) in servers.items():
                    rate, cost = measure(process.pid, at, connections, seconds, etags[label] if what == "304" else None)
                    rates[label].append(rate)
                    costs[label].append(cost)
            ratio = lambda peer: round(statistics.median(a / b for a, b in zip(rates["cutlined"], rates[peer])), 2)
            print(json.dumps({"status": what, "connections": connections, "to_nginx": ratio("nginx"), "to_nginx_cache": ratio("nginx-cache"),
                              "cpu_us": {label: round(min(values), 1) for label, values in costs.items()}}), flush=True)
        for process, _ in servers.values():
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
