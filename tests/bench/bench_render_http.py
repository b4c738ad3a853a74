#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Renditions that are not cached, over HTTP: 24-megapixel JPEGs to 1200 pixels, beside ipx and sharp in Node and nginx's
image_filter, on the same files with the same clients, in turns.

usage: bench_render_http.py CUTLINE CUTLINED DECODER [PEERS]
       bench_render_http.py --memory SECONDS CUTLINE CUTLINED DECODER

PEERS (or CUTLINE_IPX) is a folder with node_modules/ipx and node_modules/sharp; without one, `npm install` is tried in a
folder of its own. Peers that are not to be had, or that do not answer, are left out and said; with none at all the bench
counts as skipped (77). "sharp" is a server of a few lines around sharp, which ipx is built on, at our settings: ipx
has no effort and no chroma in its addresses. A turn is a number of requests, and ends when the last is answered or after
TURN_S. Figures: requests per CPU-second of all processes of a server (median of its turns), and the peak of the sum of their PSS.

--memory: renditions of all presets in three formats from the originals, on two decoders, at four connections: the peak, and
how much the least of each tenth of the time grows from the second tenth on (wanted: 200 MB, 50 MB an hour).
"""
import concurrent.futures
import http.client
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

from bench_http import HERE, children, cpu_seconds, free_port
from bench_rendition import sources

PRESETS = ("thumb", "grid", "article", "hero", "full", "square", "social")
FORMATS = ("jpg", "webp", "avif")
MAX_PEAK_MB, MAX_GROWTH_MB_H = 200, 50
MODULE = "/usr/lib/nginx/modules/ngx_http_image_filter_module.so"
NPM = ("ipx@3.1.1", "sharp@0.35.5")
TURN_S = 60
ROUNDS = 2
TURNS = (("jpg", 4, 24), ("jpg", 16, 32), ("webp", 4, 16), ("avif", 4, 16))  # format, connections, requests
WIDTHS = (1200, 1199, 1198, 1197)
# Of the fastest peer (JPEG) and of sharp at equal settings (the others), at least; of its memory, at most.
FROM_ORIGINAL, FROM_MASTER, MODERN_FROM_MASTER, OF_ITS_MEMORY = 1.3, 5, 2, 0.6
SHARP = """
const sharp = require('sharp'), http = require('http'), path = require('path');
const make = {jpg: p => p.jpeg({quality: 80, chromaSubsampling: '4:2:0'}), webp: p => p.webp({quality: 77, effort: 2}),
  avif: p => p.avif({quality: 52, effort: 0, chromaSubsampling: '4:2:0'})};
http.createServer(async (request, response) => {
  const [, kind, width, name] = request.url.split('/');
  const body = await make[kind](sharp(path.join(process.argv[2], name)).resize(+width)).toBuffer();
  response.setHeader('Content-Length', body.length);
  response.end(body);
}).listen(+process.argv[3], '127.0.0.1');
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


class Server:
    """`urls`: for each kind that it makes, the paths that are asked for in turn. No two requests at a time are for one path."""

    fields = {}

    def __init__(self, name, command, base, urls, **more):
        self.name, self.urls, self.base = name, urls, base
        self.peak, self.rates, self.bytes, self.failed = 0, {}, {}, None
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **more)

    def listens(self, port):
        """False, and said, if it ended or did not listen in time: the bench goes on without it."""
        for _ in range(200):
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return True
            except OSError:
                time.sleep(0.05)
        ended = self.process.poll()
        why = "did not listen within 10 s" if ended is None else f"ended with status {ended} when it was started"
        print(json.dumps({"what": self.name, "skipped": f"the server {why}"}), flush=True)
        self.end()
        return False

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def ask(self, paths, deadline):
        """One after the other on one connection; the bytes of all bodies."""
        connection = http.client.HTTPConnection(self.base.split("://")[1], timeout=TURN_S)
        total = 0
        for path in paths:
            if time.monotonic() > deadline:
                raise TimeoutError(f"not done within {TURN_S} s")
            connection.request("GET", path, headers=self.fields)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status not in (200, 206):
                raise RuntimeError(f"{path}: {answer.status} {body[:300]!r}")
            total += len(body)
        connection.close()
        return total

    def n_made(self):
        """Not known of others, which have no cache."""
        return None

    def turn(self, kind, connections, n_requests):
        """False, and never asked again, if it did not answer all in time."""
        urls = self.urls.get(kind)
        if not urls or self.failed:
            return not self.failed
        paths = [urls[n % len(urls)] for n in range(n_requests)]
        ended = threading.Event()

        def watch():
            while not ended.wait(0.05):
                self.peak = max(self.peak, pss_mb(self.process.pid))
        watcher = threading.Thread(target=watch)
        before, made = cpu_seconds(self.process.pid), self.n_made()
        watcher.start()
        try:
            with concurrent.futures.ThreadPoolExecutor(connections) as pool:
                total = sum(pool.map(lambda n: self.ask(paths[n::connections], time.monotonic() + TURN_S), range(connections)))
            used = cpu_seconds(self.process.pid) - before
            if made is not None and self.n_made() - made != n_requests:
                raise RuntimeError(f"{self.n_made() - made} of {n_requests} were made anew")
            self.rates.setdefault((kind, connections), []).append(n_requests / used)
            self.bytes[kind] = total // n_requests
        except (OSError, RuntimeError, http.client.HTTPException) as error:
            self.failed = f"{kind} at {connections} connections: {error or type(error).__name__}"
            print(json.dumps({"what": self.name, "failed": self.failed}), flush=True)
        finally:
            ended.set()
            watcher.join()
        return not self.failed

    def rate(self, kind, connections):
        return statistics.median(self.rates[kind, connections]) if (kind, connections) in self.rates else None


class Cutlined(Server):
    """Keeps nothing on disk; a part of a file is not taken from those in memory."""

    fields = {"Range": "bytes=0-"}

    def n_made(self):
        with urllib.request.urlopen(f"{self.base}/metrics") as metrics:
            return next(int(line.split()[1]) for line in metrics.read().decode().splitlines() if line.startswith("cutline_renders_total "))


def start_cutlined(programs, folder, files, developed):
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
    (archive / "rules").mkdir(exist_ok=True)
    shipped = json.loads((HERE.parents[1] / "thumbnails/presets.json").read_text(encoding="utf-8"))
    shipped["presets"] += [{"id": f"wide-{width}", "width": width, "quality": 80} for width in WIDTHS]
    (archive / "rules/presets.json").write_text(json.dumps(shipped), encoding="utf-8")
    urls = {kind: [f"/i/{one}/wide-{width}.{kind}" for width in WIDTHS for one in ids] for kind in FORMATS}
    urls["all"] = [f"/i/{one}/{preset}.{kind}" for preset in PRESETS for kind in FORMATS for one in ids]
    process = Cutlined(archive.name, [cutlined, "-C", str(archive), "--listen", "127.0.0.1:0"], None, urls,
                     env=environment, stdout=subprocess.PIPE, text=True)
    process.base = process.process.stdout.readline().split()[-1]
    return process


def find_npm(folder):
    """Where ipx and sharp are, or None with a line that says why not."""
    given = sys.argv[4] if len(sys.argv) > 4 else os.environ.get("CUTLINE_IPX")
    if given:
        return given
    why = "no Node here" if not (shutil.which("node") and shutil.which("npm")) else None
    if not why:
        try:
            done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder / "npm"), *NPM], capture_output=True,
                                  text=True, timeout=120, check=False)
            why = done.stderr.strip()[-200:] if done.returncode else None
        except subprocess.TimeoutExpired:
            why = "npm had not ended after 120 s"
    if why:
        print(json.dumps({"what": "ipx and sharp", "skipped": why}), flush=True)
    return None if why else str(folder / "npm")


def start_node(npm, folder, files):
    names = [os.path.basename(file) for file in files]
    script = folder / "sharp.js"
    script.write_text(SHARP)
    started = []
    for name, command, urls in (
            ("ipx", [f"{npm}/node_modules/ipx/bin/ipx.mjs", "serve", "--dir", str(folder / "pictures"), "--host", "127.0.0.1", "--port"],
             {"jpg": [f"/w_{width},f_jpeg,q_80/{one}" for width in WIDTHS for one in names]}),
            ("sharp", [str(script), str(folder / "pictures")], {kind: [f"/{kind}/{width}/{one}" for width in WIDTHS for one in names] for kind in FORMATS})):
        port = free_port()
        started.append(Server(name, ["node", *command, str(port)], f"http://127.0.0.1:{port}", urls, stdout=subprocess.DEVNULL,
                              env=dict(os.environ, NODE_PATH=f"{npm}/node_modules")))
        if not started[-1].listens(port):
            started.pop()
    return started


def start_nginx(folder, files):
    if not os.path.exists(MODULE):
        print('{"what": "image_filter", "skipped": "libnginx-mod-http-image-filter is not installed"}', flush=True)
        return []
    port = free_port()
    (folder / "nginx.conf").write_text(
        f"load_module {MODULE};\n" + ("user root; " if os.geteuid() == 0 else "") +
        f"daemon off; worker_processes {os.cpu_count()}; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { worker_connections 1024; }\nhttp { access_log off; types { image/jpeg jpg; }\n"
        f"server {{ listen 127.0.0.1:{port}; location ~ ^/(?<width>[0-9]+)/(?<name>.+) {{ alias {folder}/pictures/$name;\n"
        "image_filter resize $width -; image_filter_jpeg_quality 80; image_filter_buffer 32M; } } }\n")
    server = Server("image_filter", [shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")],
                    f"http://127.0.0.1:{port}", {"jpg": [f"/{width}/{os.path.basename(file)}" for width in WIDTHS for file in files]})
    return [server] if server.listens(port) else []


def memory(seconds, programs):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "pictures").mkdir()
        files = [shutil.copy(path, folder / "pictures") for path in sources()]
        server = start_cutlined(programs, folder, files, False)
        seen, asked, n_renders, made = [], [], [0] * 4, server.n_made()
        start = time.monotonic()

        def ask(part):
            paths = server.urls["all"][part::4]
            while time.monotonic() < start + seconds and not any(one.done() for one in asked):
                server.ask([paths[n_renders[part] % len(paths)]], start + seconds + TURN_S)
                n_renders[part] += 1
        try:
            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                asked += [pool.submit(ask, part) for part in range(4)]
                while not all(one.done() for one in asked):
                    seen.append((time.monotonic() - start, pss_mb(server.process.pid)))
                    time.sleep(0.05)
                for one in asked:
                    one.result()
            made = server.n_made() - made
        finally:
            server.end()
    least = [min(mb for at, mb in seen if tenth <= at * 10 / seconds < tenth + 1) for tenth in range(10)]
    growth = (least[9] - least[1]) / (seconds * 0.8) * 3600
    peak = max(mb for _, mb in seen)
    print(json.dumps({"what": "memory", "renditions": made, "seconds": seconds, "peak_pss_mb": round(peak),
                      "bound_mb": MAX_PEAK_MB, "floor_mb": [round(mb) for mb in least], "growth_mb_an_hour": round(growth),
                      "growth_bound": MAX_GROWTH_MB_H if seconds >= 600 else None}))
    return 1 if peak > MAX_PEAK_MB or seconds >= 600 and growth > MAX_GROWTH_MB_H else 0


def judge(servers):
    """The lines, and whether each limit is kept."""
    ours = {server.name: server for server in servers if server.name in ("master", "original")}
    peers = [server for server in servers if server.name not in ours and not server.failed]
    good = not any(server.failed for server in ours.values())
    for kind, connections, _ in TURNS:
        rates = {server.name: rate for server in servers if (rate := server.rate(kind, connections)) is not None}
        line = {"what": "render over HTTP", "format": kind, "connections": connections,
                "per_cpu_second": {name: round(rate, 2) for name, rate in rates.items()},
                "bytes": {server.name: server.bytes[kind] for server in servers if kind in server.bytes}}
        # Who is judged by: of JPEG the servers that people run, of the others sharp.
        rivals = [peer for peer in peers if peer.name in rates and (kind != "jpg" or peer.name != "sharp")]
        if rivals and good:
            best = max(rivals, key=lambda peer: rates[peer.name])
            line.update(peer=best.name, from_master=round(rates["master"] / rates[best.name], 2),
                        from_original=round(rates["original"] / rates[best.name], 2))
            good = good and rates["master"] >= rates[best.name] * (FROM_MASTER if kind == "jpg" else MODERN_FROM_MASTER)
            good = good and (kind != "jpg" or rates["original"] >= FROM_ORIGINAL * rates[best.name])
        print(json.dumps(line), flush=True)
    print(json.dumps({"what": "memory", "peak_pss_mb": {server.name: round(server.peak) for server in servers}}))
    node = [peer for peer in peers if peer.name == "ipx"]
    good = good and (not node or ours["original"].peak <= OF_ITS_MEMORY * node[0].peak)
    return 77 if not peers and good else 0 if good else 1


def main():
    if sys.argv[1] == "--memory":
        return memory(int(sys.argv[2]), [str(pathlib.Path(path).resolve()) for path in sys.argv[3:6]])
    programs = [str(pathlib.Path(path).resolve()) for path in sys.argv[1:4]]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "pictures").mkdir()
        files = [shutil.copy(path, folder / "pictures") for path in sources()]
        servers = [start_cutlined(programs, folder, files, True), start_cutlined(programs, folder, files, False)]
        try:
            npm = find_npm(folder)
            servers += (start_node(npm, folder, files) if npm else []) + start_nginx(folder, files)
            for server in servers:
                server.turn("jpg", 2, len(files))  # not counted: programs and files are in memory then
                server.rates.clear()
            for kind, connections, n_requests in TURNS:
                for _ in range(ROUNDS):
                    for server in servers:
                        server.turn(kind, connections, n_requests)
            return judge(servers)
        finally:
            for server in servers:
                server.end()


if __name__ == "__main__":
    sys.exit(main())
