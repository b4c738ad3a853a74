# SPDX-License-Identifier: MIT
"""cutlined as a process: where it listens, how it starts, stops and reloads, and what it bears."""
import json
import os
import pathlib
import signal
import socket
import subprocess
import time

from conftest import BINARY, DAEMON, until
from pictures import jpeg


def test_it_says_where_it_listens_and_stops_cleanly(daemon):
    assert daemon.ask("/healthz").status == 200
    assert daemon.stop() == 0


def test_ready_means_that_a_pixel_was_rendered(daemon):
    answer = daemon.ask("/readyz")
    assert answer.status == 200, daemon.said()


def test_not_ready_without_a_decoder(stopped):
    stopped.start(env={"CUTLINE_DECODER": "/nonexistent"})
    answer = stopped.ask("/readyz")
    assert answer.status == 503 and "nonexistent" in stopped.said() and b"nonexistent" not in answer.body


def test_a_unix_socket(stopped):
    path = stopped.folder / "s"
    process = subprocess.Popen([DAEMON, "-C", str(stopped.archive), "--listen", f"unix:{path}"],
                               env=stopped.environment, stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline() == f"cutlined: listening on unix:{path}\n".encode()
        with socket.socket(socket.AF_UNIX) as sock:
            sock.connect(str(path))
            sock.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            assert sock.recv(4096).startswith(b"HTTP/1.1 200 ")
        second = subprocess.run([DAEMON, "-C", str(stopped.archive), "--listen", f"unix:{path}"],
                                env=stopped.environment, capture_output=True, timeout=30)
        assert second.returncode == 9 and b"answers there" in second.stderr
        process.send_signal(signal.SIGKILL)
        process.wait()
        stopped.start("--listen", f"unix:{path}", expect=False)
    finally:
        process.kill()
        process.stdout.close()


def test_serve_becomes_the_daemon(stopped):
    process = subprocess.Popen([BINARY, "serve", "--listen", "127.0.0.1:0"],
                               env=dict(stopped.environment, CUTLINE_DAEMON=DAEMON), stdout=subprocess.PIPE)
    assert process.stdout.readline().startswith(b"cutlined: listening on http://127.0.0.1:")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    process.stdout.close()


def serve_from(stopped, listener, **environment):
    """cutlined as systemd starts it, with a socket that is bound."""
    def child():
        os.dup2(listener.fileno(), 3)

    # The shell's own id is the daemon's after exec.
    return subprocess.Popen(["/bin/sh", "-c", f'LISTEN_PID=$$ exec "{DAEMON}" -C "{stopped.archive}"'],
                            env=dict(stopped.environment, LISTEN_FDS="1", **environment), stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, preexec_fn=child, close_fds=False)


def test_a_socket_of_systemd_is_taken_and_told(stopped):
    notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    notify.bind(str(stopped.folder / "notify"))
    notify.settimeout(30)
    listener = socket.create_server(("127.0.0.1", 0))
    process = serve_from(stopped, listener, NOTIFY_SOCKET=str(stopped.folder / "notify"))
    try:
        assert notify.recv(100) == b"READY=1"
        assert b"systemd" in process.stdout.readline()
        with socket.create_connection(listener.getsockname(), timeout=20) as sock:
            sock.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            assert sock.recv(4096).startswith(b"HTTP/1.1 200 ")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
        assert notify.recv(100) == b"STOPPING=1"
    finally:
        process.kill()
        process.communicate()
        notify.close()
        listener.close()


def test_a_socket_of_systemd_that_strangers_reach_must_say_what_is_delivered(stopped):
    with socket.create_server(("0.0.0.0", 0)) as listener:
        process = serve_from(stopped, listener)
        said = process.communicate(timeout=30)[1]
    assert process.returncode == 2 and b"delivery=released" in said and b"0.0.0.0:" in said


def test_few_descriptors_make_few_connections(stopped):
    """Whoever waits makes room before descriptors are used up, and pictures can still be read."""
    photo = stopped.ingest("a.jpg", jpeg(1, size=(900, 600)))
    stopped.start(descriptors=400)
    idle = [stopped.connect() for _ in range(390)]
    try:
        assert stopped.ask(f"/i/{photo}/article.jpg").status == 200
    finally:
        for sock in idle:
            sock.close()
    assert "48 connections at a time, not 2048" in stopped.said()


def test_who_answers_comes_first_and_who_decodes_does_not(stopped):
    """Asked for by a reader, in an archive that had nothing to do: the decoders that it starts are ordinary processes."""
    photo = stopped.ingest("a.jpg", jpeg(1, size=(900, 600)))
    stopped.start()
    assert stopped.ask(f"/i/{photo}/article.jpg").status == 200
    threads = {}
    for path in pathlib.Path("/proc").glob("[0-9]*/task/*/stat"):
        try:
            name, fields = path.read_text().split("(", 1)[1].rsplit(") ", 1)
        except OSError:
            continue
        process = int(path.parts[2])
        parent = int(fields.split()[1])
        if stopped.process.pid in (process, parent):
            threads.setdefault(name, set()).add((int(fields.split()[37]), int(fields.split()[38])))
    assert {"cutline-decoder", "render", "decoder-spawner", "MHD-worker"} <= set(threads), threads
    ordinary = {name for name in threads if name not in ("MHD-worker", "accept")}
    assert all(threads[name] == {(0, 0)} for name in ordinary), threads


def run(stopped, *args):
    return subprocess.run([DAEMON, "-C", str(stopped.archive), *args], env=stopped.environment,
                          capture_output=True, timeout=30)


def test_who_can_be_reached_must_say_what_is_delivered(stopped):
    done = run(stopped, "--listen", "0.0.0.0:0")
    assert done.returncode == 2 and b"delivery=released" in done.stderr
    stopped.configure(public_url="https://photos.example.org/")
    done = run(stopped, "--listen", "127.0.0.1:0")
    assert done.returncode == 2 and b"delivery=released" in done.stderr
    stopped.configure(delivery="released")
    stopped.start()


def test_settings_are_checked(stopped):
    stopped.configure(connections="many")
    assert b"connections=many" in run(stopped).stderr
    for address in ("nonsense", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:http"):
        assert b"is no address" in run(stopped, "--listen", address).stderr
    assert run(stopped, "--frobnicate").returncode == 2


def test_reload_keeps_what_was_if_the_file_is_wrong(daemon):
    daemon.configure(delivery="sometimes")
    daemon.process.send_signal(signal.SIGHUP)
    assert until(lambda: "not reloaded" in daemon.said())
    assert daemon.ask("/healthz").status == 200


def test_reload_takes_new_presets_and_refuses_wrong_ones(stopped):
    photo = stopped.ingest("a.jpg", jpeg(1, {"credit": "Ana Ruiz/Meridian"}, size=(900, 600)))
    viewer = stopped.token("viewer")
    stopped.start()
    assert stopped.ask(f"/i/{photo}/teaser.jpg").status == 404
    rules = stopped.archive / "rules"
    rules.mkdir(exist_ok=True)
    shipped = json.loads((pathlib.Path(__file__).parents[2] / "thumbnails" / "presets.json").read_text())
    (rules / "presets.json").write_text(json.dumps(shipped).replace('"thumb"', '"teaser"'))
    stopped.process.send_signal(signal.SIGHUP)
    assert until(lambda: stopped.ask(f"/i/{photo}/teaser.jpg").status == 200)
    assert stopped.ask(f"/i/{photo}/thumb.jpg").status == 404
    # Whoever answers programs has read them, too.
    assert until(lambda: "/teaser~" in stopped.ask(f"/api/v1/photos/{photo}/figure", token=viewer).body.decode())
    (rules / "presets.json").write_text("{")
    stopped.process.send_signal(signal.SIGHUP)
    assert until(lambda: "not reloaded" in stopped.said())
    assert stopped.ask(f"/i/{photo}/teaser.jpg").status == 200


def test_slow_heads_are_cut_off(stopped):
    stopped.configure(header_seconds=1)
    stopped.start()
    with stopped.connect() as slow:
        begun = time.monotonic()
        closed = False
        while not closed and time.monotonic() - begun < 15:
            try:
                # A byte at a time keeps every inactivity timer happy.
                slow.sendall(b"G")
                slow.settimeout(0.2)
                closed = slow.recv(1) == b""
            except TimeoutError:
                pass
            except OSError:
                closed = True
        assert closed
    assert stopped.metric("connections_late_total") >= 1


def test_idle_connections_make_room(stopped):
    stopped.configure(connections=20)
    stopped.start()
    idle = [stopped.connect() for _ in range(60)]
    try:
        for _ in range(10):
            assert stopped.ask("/healthz").status == 200
        assert stopped.metric("connections") <= 30
        assert stopped.metric("connections_evicted_total") >= 30
    finally:
        for sock in idle:
            sock.close()
