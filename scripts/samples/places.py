# SPDX-License-Identifier: MIT
"""Houses, streets, vehicles, trees and things on them."""
import math

from .paint import jitter, mix


def quad_point(quad, u, v):
    """Point of a four-cornered wall (top left, top right, bottom right, bottom left)."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    top = (ax + (bx - ax) * u, ay + (by - ay) * u)
    bottom = (dx + (cx - dx) * u, dy + (cy - dy) * u)
    return (top[0] + (bottom[0] - top[0]) * v, top[1] + (bottom[1] - top[1]) * v)


def wall(layer, rng, quad, rows, cols, color, window=(58, 64, 74), lit=0.0, lit_color=(250, 210, 140), burnt=0.0,
         frame=0.62):
    """A facade: windows in perspective, some lit, some burnt out with soot above them."""
    layer.polygon(quad, color)
    for row in range(rows):
        if rng.random() < 0.8:
            v = (row + 0.02) / rows
            layer.polygon([quad_point(quad, 0, v), quad_point(quad, 1, v), quad_point(quad, 1, v + 0.012), quad_point(quad, 0, v + 0.012)],
                          mix(color, (0, 0, 0), 0.16))
        for col in range(cols):
            u0, v0 = (col + (1 - frame) / 2) / cols, (row + 0.24) / rows
            u1, v1 = u0 + frame / cols, v0 + 0.56 / rows
            glass = jitter(rng, window, 9)
            if rng.random() < lit:
                glass = jitter(rng, lit_color, 16)
            if rng.random() < burnt:
                glass = (18, 15, 14)
                soot = mix(color, (14, 12, 12), rng.uniform(0.45, 0.85))
                up = 0.42 / rows * rng.uniform(0.5, 1.6)
                layer.polygon([quad_point(quad, u0 - 0.2 / cols, v0), quad_point(quad, u0 + 0.1 / cols, v0 - up),
                               quad_point(quad, u1 - 0.1 / cols, v0 - up), quad_point(quad, u1 + 0.2 / cols, v0)], soot)
            corners = [quad_point(quad, u0, v0), quad_point(quad, u1, v0), quad_point(quad, u1, v1), quad_point(quad, u0, v1)]
            layer.polygon(corners, glass)
            layer.polygon([quad_point(quad, u0, v1), quad_point(quad, u1, v1), quad_point(quad, u1, v1 + 0.03 / rows),
                           quad_point(quad, u0, v1 + 0.03 / rows)], mix(color, (255, 255, 255), 0.25))


def skyline(canvas, rng, base, low, high, color, haze, n=14, blur=3.0, lit=0.1, window_mix=0.35):
    """A far row of houses, windows hardly to be seen."""
    layer = canvas.layer()
    x = -40.0
    while x < canvas.width + 40:
        wide = canvas.width / n * rng.uniform(0.6, 1.5)
        tall = rng.uniform(low, high)
        tone = mix(jitter(rng, color, 10), haze, rng.uniform(0.1, 0.4))
        quad = [(x, base - tall), (x + wide, base - tall), (x + wide, base + 10), (x, base + 10)]
        wall(layer, rng, quad, max(3, int(tall / 26)), max(3, int(wide / 24)), tone, mix(tone, (40, 46, 58), window_mix), lit)
        if rng.random() < 0.4:
            layer.rect(x + wide * 0.3, base - tall - 14, x + wide * 0.42, base - tall, mix(tone, (0, 0, 0), 0.2))
        x += wide * rng.uniform(0.9, 1.1)
    layer.done(blur=blur, texture=0.12)


def street(canvas, rng, vanish, road, left, right, floors=6, lit=0.08, haze=(200, 205, 212), blur=1.4, burnt=0.0):
    """Two rows of houses running to the vanishing point; `road` is the lower edge's y of the kerb."""
    vx, vy = vanish
    for side, color in ((-1, left), (1, right)):
        near = -60 if side < 0 else canvas.width + 60
        t = 0.0
        blocks = []
        while t < 0.86:
            step = 0.2 * (1 - t) + 0.05
            blocks.append((t, min(0.9, t + step)))
            t += step
        for a, b in reversed(blocks):
            layer = canvas.layer()
            tall = canvas.height * rng.uniform(0.75, 1.1)
            xa, xb = near + (vx - near) * a, near + (vx - near) * b
            top_a, top_b = vy - tall * (1 - a) * 0.9, vy - tall * (1 - b) * 0.9
            bot_a, bot_b = vy + (road - vy) * (1 - a), vy + (road - vy) * (1 - b)
            tone = mix(jitter(rng, color, 10), haze, a * 0.75)
            quad = [(xa, top_a), (xb, top_b), (xb, bot_b), (xa, bot_a)]
            wall(layer, rng, quad, floors, max(2, int(7 * (b - a) / 0.2)), tone, mix(tone, (40, 46, 56), 0.55), lit, burnt=burnt)
            layer.done(blur=blur + a * 1.5, texture=0.25)


def tree(layer, rng, x, y, h, color=(44, 36, 32), spread=0.5, depth=6):
    """A bare winter tree, grown branch by branch."""
    def grow(px, py, angle, length, width, level):
        qx, qy = px + math.cos(angle) * length, py - math.sin(angle) * length
        layer.line([(px, py), (qx, qy)], width, mix(color, (90, 84, 80), (depth - level) * 0.06))
        if level:
            for _ in range(2 if level > 1 else 3):
                grow(qx, qy, angle + rng.normal(0, spread), length * rng.uniform(0.62, 0.82), width * 0.64, level - 1)
    grow(x, y, math.pi / 2 + rng.normal(0, 0.05), h * 0.3, h * 0.04, depth - 1)


def leaves(canvas, rng, x, y, r, color=(70, 96, 56), n=220, blur=2.0):
    """A leafy crown: many soft dabs, lit from above."""
    layer = canvas.layer()
    for _ in range(n):
        a, d = rng.uniform(0, 2 * math.pi), r * math.sqrt(rng.random())
        px, py = x + math.cos(a) * d, y + math.sin(a) * d * 0.75
        tone = mix(jitter(rng, color, 14), (250, 240, 180), max(0, (y - py) / r) * 0.3)
        layer.ellipse(px, py, r * rng.uniform(0.06, 0.15), r * rng.uniform(0.05, 0.12), tone)
    layer.done(blur=blur, volume=r * 0.25, strength=1.0, light=(-0.4, -0.9), texture=0.4)


def wheel(layer, x, y, r, rim=(96, 96, 96)):
    layer.ellipse(x, y, r, r, (22, 22, 23))
    layer.ellipse(x, y, r * 0.52, r * 0.52, rim)
    layer.ellipse(x, y, r * 0.2, r * 0.2, (40, 40, 42))


def shadow(canvas, x, y, rx, ry, opacity=0.5):
    layer = canvas.layer()
    layer.ellipse(x, y, rx, ry, (14, 14, 18))
    layer.done(blur=ry * 0.6, opacity=opacity)


def carrier(canvas, rng, x, y, length, color=(74, 80, 62), blur=1.2, light=(-0.6, -0.8)):
    """An eight-wheeled armoured carrier, seen from its side; (x, y) is the ground under its middle."""
    shadow(canvas, x, y, length * 0.55, length * 0.05, 0.6)
    h = length * 0.34
    layer = canvas.layer()
    layer.polygon([(x - length * 0.5, y - h * 0.5), (x - length * 0.44, y - h * 0.82), (x + length * 0.36, y - h * 0.86),
                   (x + length * 0.53, y - h * 0.5), (x + length * 0.46, y - h * 0.2), (x - length * 0.46, y - h * 0.18)], color)
    layer.polygon([(x - length * 0.44, y - h * 0.82), (x + length * 0.36, y - h * 0.86), (x + length * 0.42, y - h * 0.74), (x - length * 0.46, y - h * 0.68)],
                  mix(color, (255, 255, 250), 0.16))
    layer.polygon([(x - length * 0.02, y - h * 0.85), (x + length * 0.03, y - h * 1.1), (x + length * 0.2, y - h * 1.1), (x + length * 0.26, y - h * 0.85)],
                  mix(color, (0, 0, 0), 0.1))
    layer.line([(x + length * 0.2, y - h * 1.0), (x + length * 0.52, y - h * 1.08)], h * 0.05, mix(color, (0, 0, 0), 0.4))
    for i in range(3):
        layer.ellipse(x - length * (0.3 - i * 0.16), y - h * 0.62, h * 0.05, h * 0.05, mix(color, (0, 0, 0), 0.5))
    layer.rect(x + length * 0.36, y - h * 0.68, x + length * 0.43, y - h * 0.56, (36, 42, 46))
    layer.done(blur=blur, volume=h * 0.14, strength=1.3, texture=0.35, light=light)
    wheels = canvas.layer()
    for i in range(4):
        wheel(wheels, x - length * 0.36 + i * length * 0.235, y - h * 0.17, h * 0.2, mix(color, (0, 0, 0), 0.25))
    wheels.done(blur=blur, volume=h * 0.06, light=light)


def lorry(canvas, rng, x, y, length, color=(70, 76, 60), cover=(86, 90, 70), blur=1.4, flip=False, lamps=True):
    """A canvas-covered lorry in three-quarter view: broad front, wheels, lamps."""
    shadow(canvas, x, y, length * 0.55, length * 0.06, 0.6)
    s = -1 if flip else 1
    h = length * 0.56
    layer = canvas.layer()

    def box(a, top, b, bottom, tone):
        layer.rect(min(x + s * a * length, x + s * b * length), y - h * top, max(x + s * a * length, x + s * b * length), y - h * bottom, tone)
    box(-0.5, 1.0, 0.18, 0.34, cover)
    for i in range(5):
        box(-0.5 + i * 0.15, 1.0, -0.488 + i * 0.15, 0.34, mix(cover, (0, 0, 0), 0.22))
    box(-0.5, 0.36, 0.5, 0.24, mix(color, (0, 0, 0), 0.3))
    box(0.2, 0.88, 0.5, 0.28, color)
    box(0.24, 0.82, 0.47, 0.58, (52, 60, 68))
    box(0.26, 0.8, 0.34, 0.62, (112, 124, 134))
    layer.done(blur=blur, volume=h * 0.1, strength=1.2, texture=0.3)
    wheels = canvas.layer()
    for at in (-0.36, -0.2, 0.36):
        wheel(wheels, x + s * at * length, y - h * 0.15, h * 0.17, mix(color, (0, 0, 0), 0.2))
    wheels.done(blur=blur, volume=h * 0.05)
    if lamps:
        canvas.glow(x + s * length * 0.49, y - h * 0.36, h * 0.09, (255, 236, 190), 0.8)


def car(canvas, rng, x, y, length, color, blur=1.4, wreck=False):
    """A car from its side; a wreck has no glass and lies low."""
    shadow(canvas, x, y, length * 0.52, length * 0.05, 0.55)
    h = length * 0.32
    layer = canvas.layer()
    sink = h * 0.08 if wreck else 0
    layer.polygon([(x - length * 0.3, y - h * 0.95 + sink), (x + length * 0.12, y - h + sink), (x + length * 0.27, y - h * 0.6), (x - length * 0.42, y - h * 0.6)],
                  mix(color, (0, 0, 0), 0.1))
    layer.polygon([(x - length * 0.5, y - h * 0.58), (x + length * 0.3, y - h * 0.62), (x + length * 0.5, y - h * 0.46), (x + length * 0.5, y - h * 0.16), (x - length * 0.5, y - h * 0.16)], color)
    glass = (20, 18, 18) if wreck else (70, 82, 94)
    layer.polygon([(x - length * 0.27, y - h * 0.88 + sink), (x - length * 0.08, y - h * 0.9 + sink), (x - length * 0.08, y - h * 0.62), (x - length * 0.36, y - h * 0.62)], glass)
    layer.polygon([(x - length * 0.05, y - h * 0.9 + sink), (x + length * 0.1, y - h * 0.92 + sink), (x + length * 0.21, y - h * 0.62), (x - length * 0.05, y - h * 0.62)], glass)
    layer.done(blur=blur, volume=h * 0.14, strength=1.4, texture=0.5 if wreck else 0.12)
    wheels = canvas.layer()
    for at in (-0.31, 0.31):
        wheel(wheels, x + at * length, y - h * 0.16, h * 0.24, (34, 30, 28) if wreck else (150, 150, 152))
    wheels.done(blur=blur)


def flag(layer, x, y, w, h, color, band=None, fold=5, phase=0.0):
    """Hanging or blowing cloth in soft folds."""
    n = 24
    for i in range(n):
        t = i / n
        bend = math.sin(t * fold + phase) * h * 0.05
        tone = mix(color, (0, 0, 0) if math.cos(t * fold * 2 + phase) < 0 else (255, 255, 255), 0.16 * abs(math.cos(t * fold * 2 + phase)))
        layer.polygon([(x + w * t, y + bend), (x + w * (t + 1.3 / n), y + bend), (x + w * (t + 1.3 / n), y + h + bend), (x + w * t, y + h + bend)], tone)
        if band:
            layer.polygon([(x + w * t, y + h * 0.42 + bend), (x + w * (t + 1.3 / n), y + h * 0.42 + bend),
                           (x + w * (t + 1.3 / n), y + h * 0.6 + bend), (x + w * t, y + h * 0.6 + bend)], mix(tone, band, 0.8))


def microphones(layer, x, y, scale, n=3):
    for i in range(n):
        dx = (i - (n - 1) / 2) * scale * 0.5
        layer.line([(x + dx * 1.9, y + scale * 1.6), (x + dx, y)], scale * 0.07, (30, 30, 32))
        layer.ellipse(x + dx, y, scale * 0.13, scale * 0.2, (24, 24, 26))
        layer.ellipse(x + dx - scale * 0.04, y - scale * 0.06, scale * 0.05, scale * 0.07, (96, 96, 100))
