#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Renditions that are not cached, over HTTP: 24-megapixel JPEGs to 1200 pixels at quality 80, beside ipx (Node with
sharp) and nginx's image_filter, on the same files with the same load generator, in turns.

usage: bench_render_http.py CUTLINE CUTLINED DECODER [IPX [SECONDS [ROUNDS]]]
       bench_render_http.py --memory SECONDS CUTLINE CUTLINED DECODER

IPX is a folder with `npm install ipx sharp`. Needs wrk; peers that are not installed are left out, and said. Figures:
requests per CPU-second of all processes of a server, and the peak of the sum of their PSS. --memory: renditions of
all presets in three formats from the originals, on two decoders, at four connections: the peak, and how much the least
of each tenth of the time grows from the second tenth on (wanted: 200 MB, 50 MB an hour).
"""
import json
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from bench_http import children, cpu_seconds, free_port
from bench_rendition import sources

PRESET = "article"
PRESETS = ("thumb", "grid", "article", "hero", "full", "square", "social")
FORMATS = ("jpg", "webp", "avif")
MAX_PEAK_MB, MAX_GROWTH_MB_H = 200, 50
MODULE = "/usr/lib/nginx/modules/ngx_http_image_filter_module.so"
LUA = """
local urls = {%s}
local at = 0
request = function() at = at %% #urls + 1; return wrk.format("GET", urls[at]) end
done = function(summary) io.stderr:write(summary.requests, " ", summary.errors.status + summary.errors.timeout, "\\n") end
"""


def pss_mb(pid):
    total = 0
    for one in (pid, *children(pid)):
        try:
            for line in pathlib.Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        except OSError:
            pass
    return total / 1024


def wait_for(port):
    for _ in range(200):
        try:
            __import__("socket").create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nobody listens on {port}")


class Server:
    def __init__(self, name, command, base, urls, **more):
        self.name, self.urls, self.base = name, urls, base
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **more)

    def measure(self, connections, seconds, folder):
        script = folder / f"{self.name}.lua"
        script.write_text(LUA % ",".join(f'"{url}"' for url in self.urls))
        peak, ended = [0], threading.Event()

        def watch():
            while not ended.wait(0.05):
                peak[0] = max(peak[0], pss_mb(self.process.pid))
        watcher = threading.Thread(target=watch)
        before = cpu_seconds(self.process.pid)
        watcher.start()
        done = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "-s", script, self.base],
                              capture_output=True, text=True, check=True)
        ended.set()
        watcher.join()
        requests, errors = map(int, done.stderr.split())
        assert errors == 0, (self.name, done.stdout)
        self.requests = requests
        return requests / (cpu_seconds(self.process.pid) - before), peak[0]


def start_cutlined(programs, folder, files, developed, wanted=(f"{PRESET}.jpg",)):
    """An archive whose cache takes nothing; `developed`: with masters, else only originals."""
    cutline, cutlined, decoder = programs
    archive = folder / ("master" if developed else "original")
    environment = dict(os.environ, CUTLINE_ARCHIVE=str(archive), CUTLINE_DECODER=decoder)
    run = lambda *args: subprocess.run([cutline, *args], env=environment, capture_output=True, text=True, check=True).stdout
    run("init")
    ids = [json.loads(line)["id"] for line in run("--json", "ingest", *files).splitlines()]
    with open(archive / "cutline.conf", "a", encoding="utf-8") as conf:
        conf.write("\n[renditions]\ncache_mb=0\n")
    with sqlite3.connect(archive / "catalog.sqlite") as connection:
        connection.execute("DELETE FROM job")
        if not developed:
            connection.execute("UPDATE file SET developed = 0")
    process = Server("cutlined-" + archive.name, [cutlined, "-C", str(archive), "--listen", "127.0.0.1:0"], None,
                     [f"/i/{one}/{name}" for name in wanted for one in ids], env=environment, stdout=subprocess.PIPE, text=True)
    process.base = process.process.stdout.readline().split()[-1]
    return process


def start_ipx(ipx, folder, files):
    port = free_port()
    server = Server("ipx", ["node", f"{ipx}/node_modules/ipx/bin/ipx.mjs", "serve", "--dir", str(folder / "pictures"),
                            "--port", str(port), "--host", "127.0.0.1"], f"http://127.0.0.1:{port}",
                    [f"/w_1200,f_jpeg,q_80/{os.path.basename(file)}" for file in files], stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL)
    wait_for(port)
    return server


def start_nginx(folder, files):
    port = free_port()
    (folder / "nginx.conf").write_text(
        f"load_module {MODULE};\n" + ("user root; " if os.geteuid() == 0 else "") +
        f"daemon off; worker_processes {os.cpu_count()}; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { worker_connections 1024; }\nhttp { access_log off; types { image/jpeg jpg; }\n"
        f"server {{ listen 127.0.0.1:{port}; location / {{ root {folder}/pictures; image_filter resize 1200 -;\n"
        "image_filter_jpeg_quality 80; image_filter_buffer 32M; } } }\n")
    server = Server("image_filter", [shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")],
                    f"http://127.0.0.1:{port}", [f"/{os.path.basename(file)}" for file in files])
    wait_for(port)
    return server


def memory(seconds, programs):
    wanted = [f"{preset}.{format}" for preset in PRESETS for format in FORMATS]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "pictures").mkdir()
        files = [shutil.copy(path, folder / "pictures") for path in sources()]
        server = start_cutlined(programs, folder, files, False, wanted)
        seen, ended = [], threading.Event()
        start = time.monotonic()

        def watch():
            while not ended.wait(0.1):
                seen.append((time.monotonic() - start, pss_mb(server.process.pid)))
        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            server.measure(4, seconds, folder)
        finally:
            ended.set()
            watcher.join()
            server.process.terminate()
            server.process.wait()
    n_renders = server.requests
    least = [min(mb for at, mb in seen if tenth <= at * 10 / seconds < tenth + 1) for tenth in range(10)]
    growth = (least[9] - least[1]) / (seconds * 0.8) * 3600
    peak = max(mb for _, mb in seen)
    print(json.dumps({"what": "memory", "renditions": n_renders, "seconds": seconds, "peak_pss_mb": round(peak),
                      "bound_mb": MAX_PEAK_MB, "floor_mb": [round(mb) for mb in least], "growth_mb_an_hour": round(growth),
                      "growth_bound": MAX_GROWTH_MB_H if seconds >= 600 else None}))
    return 1 if peak > MAX_PEAK_MB or seconds >= 600 and growth > MAX_GROWTH_MB_H else 0


def main():
    if sys.argv[1] == "--memory":
        return memory(int(sys.argv[2]), [str(pathlib.Path(path).resolve()) for path in sys.argv[3:6]])
    programs = [str(pathlib.Path(path).resolve()) for path in sys.argv[1:4]]
    ipx = sys.argv[4] if len(sys.argv) > 4 else None
    seconds = int(sys.argv[5]) if len(sys.argv) > 5 else 8
    rounds = int(sys.argv[6]) if len(sys.argv) > 6 else 2
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "pictures").mkdir()
        files = [shutil.copy(path, folder / "pictures") for path in sources()]
        servers = [start_cutlined(programs, folder, files, True), start_cutlined(programs, folder, files, False)]
        if ipx:
            servers.append(start_ipx(ipx, folder, files))
        else:
            print('{"what": "ipx", "skipped": "no folder with node_modules/ipx was given"}')
        if os.path.exists(MODULE):
            servers.append(start_nginx(folder, files))
        else:
            print('{"what": "image_filter", "skipped": "libnginx-mod-http-image-filter is not installed"}')
        try:
            for connections in (4, 16):
                rates, peaks = {}, {}
                for _ in range(rounds):
                    for server in servers:
                        rate, peak = server.measure(connections, seconds, folder)
                        rates.setdefault(server.name, []).append(rate)
                        peaks[server.name] = max(peaks.get(server.name, 0), peak)
                rates = {name: statistics.median(values) for name, values in rates.items()}
                peers = [name for name in rates if not name.startswith("cutlined")]
                line = {"what": "render over HTTP", "connections": connections, "files": len(files),
                        "per_cpu_second": {name: round(rate, 2) for name, rate in rates.items()},
                        "peak_pss_mb": {name: round(peak) for name, peak in peaks.items()}}
                if peers:
                    best = max(peers, key=rates.get)
                    line.update(fastest_peer=best, from_master=round(rates["cutlined-master"] / rates[best], 2),
                                from_original=round(rates["cutlined-original"] / rates[best], 2),
                                memory_of_it=round(peaks["cutlined-original"] / peaks[best], 2))
                print(json.dumps(line), flush=True)
        finally:
            for server in servers:
                server.process.terminate()
                server.process.wait()


if __name__ == "__main__":
    sys.exit(main())
