# SPDX-License-Identifier: MIT
"""People, softly: a few dozen strokes each, volume and light come from the layer."""
import math

from .paint import jitter, mix

SKINS = [(224, 178, 150), (205, 158, 128), (186, 138, 108), (160, 112, 84), (118, 80, 58), (232, 190, 166)]
HAIRS = [(38, 30, 28), (58, 42, 34), (92, 66, 44), (130, 100, 66), (150, 146, 142), (28, 26, 30)]
WINTER = [(40, 44, 58), (64, 52, 48), (32, 34, 38), (96, 40, 40), (58, 70, 92), (90, 84, 74), (120, 112, 100), (46, 64, 58)]
SUMMER = [(190, 70, 60), (230, 220, 205), (70, 110, 160), (235, 190, 80), (90, 140, 110), (60, 60, 80), (200, 205, 215)]


def pick(rng, colors):
    return colors[int(rng.integers(len(colors)))]


def head(layer, rng, x, y, r, skin=None, hair=None, facing="front", hat=None, turn=0.0):
    """A head of half-height r about (x, y). facing: front, back, left, right; hat: a colour."""
    skin = skin or jitter(rng, pick(rng, SKINS), 8)
    hair = hair or jitter(rng, pick(rng, HAIRS), 6)
    w = r * 0.78
    side = {"left": -1, "right": 1}.get(facing, 0)
    if facing == "back":
        layer.ellipse(x, y, w, r, mix(skin, (0, 0, 0), 0.25))
        layer.ellipse(x, y - r * 0.12, w * 1.06, r * 0.92, hair)
    else:
        layer.ellipse(x - side * w * 0.15, y - r * 0.2, w * 1.1, r * 0.92, hair)
        layer.ellipse(x + side * w * 0.2, y + r * 0.1, w * 0.9, r * 0.88, skin)
        layer.ellipse(x - w * 0.98 + side * w * 0.5, y + r * 0.1, w * 0.12, r * 0.18, mix(skin, (60, 20, 10), 0.25))
        dark = mix(skin, (40, 22, 20), 0.42)
        cx = x + side * w * 0.42 + turn * w
        for s in (-1, 1):
            if side and s == -side:
                continue
            layer.ellipse(cx + s * w * 0.36, y - r * 0.02, w * 0.2, r * 0.09, dark)
        layer.polygon([(cx, y), (cx + w * (0.1 + side * 0.12), y + r * 0.36), (cx - w * 0.08, y + r * 0.36)],
                      mix(skin, (90, 40, 30), 0.22))
        layer.ellipse(cx, y + r * 0.56, w * 0.27, r * 0.06, mix(skin, (120, 40, 40), 0.5))
        layer.polygon([(x - w * 0.82, y - r * 0.34), (x + w * 0.9, y - r * 0.4), (x + w * 0.6, y - r * 0.86),
                       (x, y - r * 1.02), (x - w * 0.7, y - r * 0.8)], hair)
    if hat:
        layer.ellipse(x, y - r * 0.5, w * 1.16, r * 0.66, hat)
        layer.rect(x - w * 1.14, y - r * 0.55, x + w * 1.14, y - r * 0.26, mix(hat, (0, 0, 0), 0.25))


def helmet(layer, x, y, r, color, visor=None):
    w = r * 0.95
    layer.ellipse(x, y - r * 0.3, w * 1.12, r * 0.86, color)
    layer.rect(x - w * 1.1, y - r * 0.36, x + w * 1.1, y - r * 0.08, mix(color, (0, 0, 0), 0.3))
    if visor:
        layer.ellipse(x, y + r * 0.2, w * 0.95, r * 0.6, visor)


def person(layer, rng, x, y, h, coat=None, skin=None, hair=None, facing="front", pose="stand", hat=None,
           legs=None, stride=0.0, helm=None, visor=None):
    """Feet at (x, y), h pixels tall. pose: stand, up (an arm raised), both (two), hold (rifle, camera
    or shield in front), hips. Returns the place of the hands and the head."""
    coat = coat or jitter(rng, pick(rng, WINTER), 8)
    legs = legs or mix(coat, (30, 30, 36), 0.7)
    skin = skin or jitter(rng, pick(rng, SKINS), 8)
    r = h * 0.072
    top, hip, shoulder = y - h, y - h * 0.47, y - h * 0.815
    wide = h * 0.125
    step = h * 0.04 * (1 + 2.2 * abs(stride))
    for s in (-1, 1):
        knee = (x + s * step * 0.8 + stride * h * 0.06, y - h * 0.25)
        foot = (x + s * step * (1 + abs(stride)), y - h * 0.015)
        layer.line([(x + s * wide * 0.42, hip), knee, foot], h * 0.068, mix(legs, (0, 0, 0), 0.12 if s > 0 else 0))
        layer.ellipse(foot[0] + h * 0.012 * (1 if facing != "left" else -1), foot[1], h * 0.038, h * 0.018, (28, 26, 26))
    layer.polygon([(x - wide * 0.95, shoulder + h * 0.02), (x - wide * 0.45, shoulder - h * 0.025),
                   (x + wide * 0.45, shoulder - h * 0.025), (x + wide * 0.95, shoulder + h * 0.02),
                   (x + wide * 0.82, hip), (x + wide * 0.88, hip + h * 0.09),
                   (x - wide * 0.88, hip + h * 0.09), (x - wide * 0.82, hip)], coat)
    for _ in range(5):
        fx, fy = x + rng.uniform(-0.8, 0.8) * wide, shoulder + h * rng.uniform(0.04, 0.3)
        layer.line([(fx, fy), (fx + rng.normal(0, h * 0.012), fy + h * rng.uniform(0.04, 0.12))], h * 0.012,
                   mix(coat, (0, 0, 0) if rng.random() < 0.65 else (255, 255, 255), 0.2))
    layer.feet.append((x, y, h))
    hands = []
    sleeve = mix(coat, (0, 0, 0), 0.14)
    for s in (-1, 1):
        start = (x + s * wide * 0.92, shoulder + h * 0.035)
        raised = pose == "both" or (pose == "up" and s == 1)
        if raised:
            lean = rng.uniform(-0.03, 0.1)
            elbow = (start[0] + s * h * (0.06 + lean), shoulder - h * 0.06)
            hand = (start[0] + s * h * (0.03 + lean), shoulder - h * 0.24)
        elif pose == "hold":
            elbow = (x + s * wide * 1.15, shoulder + h * 0.19)
            hand = (x + s * wide * 0.35, shoulder + h * (0.21 if s > 0 else 0.15))
        elif pose == "hips":
            elbow = (x + s * wide * 1.7, shoulder + h * 0.16)
            hand = (x + s * wide * 0.9, hip)
        else:
            sway = rng.uniform(-0.015, 0.03) + stride * s * 0.07
            elbow = (x + s * (wide * 1.12 + h * abs(sway)), shoulder + h * 0.17)
            hand = (x + s * wide * 1.05 + h * sway, hip + h * 0.03)
        layer.line([start, elbow, hand], h * 0.055, sleeve)
        layer.ellipse(hand[0], hand[1], h * 0.02, h * 0.023, mix(skin, (60, 30, 20), 0.15))
        hands.append(hand)
    layer.line([(x, shoulder - h * 0.03), (x, top + r * 1.6)], h * 0.05, mix(skin, (60, 30, 20), 0.25))
    head(layer, rng, x, top + r, r, skin, hair, facing, hat)
    if helm:
        helmet(layer, x, top + r, r, helm, visor)
    return hands, (x, top + r, r)


def crowd(canvas, rng, horizon, near, n_rows=8, density=1.0, coats=WINTER, facing=("front", "back"), pose_up=0.12,
          sharp_row=0.45, tall=150, haze=None, hats=0.3, light=(-0.7, -0.7)):
    """Rows from the horizon to `near` (y of the feet of the first row), each bigger, one row sharp."""
    for row in range(n_rows):
        t = row / max(1, n_rows - 1)
        feet = horizon + (near - horizon) * t ** 1.5 + tall * (0.2 + t)
        h = tall * (0.26 + 1.35 * t ** 1.35)
        layer = canvas.layer()
        step = h * 0.34 / density
        x = -step * rng.uniform(0, 1)
        while x < canvas.width + step:
            pose = "up" if rng.random() < pose_up else "stand"
            hat = jitter(rng, pick(rng, coats), 14) if rng.random() < hats else None
            person(layer, rng, x + rng.normal(0, step * 0.16), feet + rng.normal(0, h * 0.05),
                   h * rng.uniform(0.9, 1.08), coat=jitter(rng, pick(rng, coats), 14), hat=hat,
                   facing=pick(rng, list(facing)), pose=pose)
            x += step * rng.uniform(0.75, 1.25)
        away = abs(t - sharp_row)
        layer.done(blur=0.9 + away * h * 0.028, volume=h * 0.035, strength=1.5, texture=0.25, light=light)
        if haze and t < 0.8:
            canvas.haze(haze, 0.07 * (1 - t), 0.1, 0.8)


def soldier(layer, rng, x, y, h, cloth=(84, 88, 70), facing="front", helm=(70, 74, 58), shield=None, rifle=True, stride=0.0):
    hands, face = person(layer, rng, x, y, h, coat=jitter(rng, cloth, 5), legs=jitter(rng, cloth, 5), facing=facing,
                         pose="hold", helm=helm, stride=stride,
                         visor=(60, 66, 72) if shield else None)
    shoulder = y - h * 0.8
    vest = mix(cloth, (20, 22, 18), 0.45)
    layer.polygon([(x - h * 0.085, shoulder), (x + h * 0.085, shoulder), (x + h * 0.09, y - h * 0.52), (x - h * 0.09, y - h * 0.52)], vest)
    for i in (-1, 0, 1):
        layer.rect(x + i * h * 0.055 - h * 0.022, y - h * 0.63, x + i * h * 0.055 + h * 0.022, y - h * 0.56, mix(vest, (0, 0, 0), 0.3))
    if rifle:
        a, b = hands
        lean = math.atan2(b[1] - a[1], b[0] - a[0]) + 0.25
        cx, cy = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        dx, dy = math.cos(lean) * h * 0.22, math.sin(lean) * h * 0.22
        layer.line([(cx - dx, cy - dy), (cx + dx * 0.8, cy + dy * 0.8)], h * 0.022, (26, 26, 26))
        layer.line([(cx + dx * 0.1, cy), (cx + dx * 0.05, cy + h * 0.07)], h * 0.02, (30, 28, 26))
    if shield:
        layer.polygon([(x - h * 0.15, y - h * 0.72), (x + h * 0.15, y - h * 0.72), (x + h * 0.15, y - h * 0.2), (x, y - h * 0.15), (x - h * 0.15, y - h * 0.2)], shield)
        layer.polygon([(x - h * 0.11, y - h * 0.68), (x - h * 0.02, y - h * 0.68), (x - h * 0.07, y - h * 0.24), (x - h * 0.11, y - h * 0.25)], mix(shield, (255, 255, 255), 0.3))
    return face


def bust(canvas, rng, x, y, r, suit=(36, 42, 58), tie=(130, 36, 44), skin=(206, 160, 132), hair=(40, 36, 36), glasses=False,
         lit=(-0.8, -0.5), facing="front", blur=2.0, mouth_open=0.0):
    """Head and shoulders, large: the head's half-height is r. Painted back to front in four layers."""
    body = canvas.layer()
    body.polygon([(x - r * 2.15, y + r * 4.6), (x - r * 2.0, y + r * 2.0), (x - r * 1.7, y + r * 1.45), (x - r * 0.45, y + r * 0.98),
                  (x + r * 0.45, y + r * 0.98), (x + r * 1.7, y + r * 1.45), (x + r * 2.0, y + r * 2.0), (x + r * 2.15, y + r * 4.6)], suit)
    body.done(blur=blur, volume=r * 0.5, strength=1.1, texture=0.3, light=lit)
    shirt = canvas.layer()
    shirt.polygon([(x - r * 0.42, y + r * 1.05), (x + r * 0.42, y + r * 1.05), (x + r * 0.08, y + r * 3.2), (x - r * 0.12, y + r * 3.2)], (226, 228, 232))
    if tie:
        shirt.polygon([(x - r * 0.13, y + r * 1.3), (x + r * 0.13, y + r * 1.3), (x + r * 0.17, y + r * 3.1), (x - r * 0.15, y + r * 3.1)], tie)
        shirt.polygon([(x - r * 0.17, y + r * 1.18), (x + r * 0.17, y + r * 1.18), (x + r * 0.1, y + r * 1.45), (x - r * 0.1, y + r * 1.45)], mix(tie, (0, 0, 0), 0.2))
    for s in (-1, 1):
        shirt.polygon([(x + s * r * 0.4, y + r * 1.0), (x + s * r * 0.85, y + r * 1.3), (x + s * r * 0.15, y + r * 3.3)], mix(suit, (0, 0, 0), 0.25))
    shirt.done(blur=blur, volume=r * 0.15, strength=0.8, light=lit)
    neck = canvas.layer()
    neck.rect(x - r * 0.4, y + r * 0.5, x + r * 0.4, y + r * 1.12, mix(skin, (70, 30, 20), 0.35))
    neck.done(blur=blur * 1.4, volume=r * 0.2, light=lit)
    side = {"left": -1, "right": 1}.get(facing, 0)
    w = r * 0.76
    skull = canvas.layer()
    skull.ellipse(x - side * w * 0.12, y - r * 0.14, w * 1.07, r * 0.96, hair)
    skull.ellipse(x - w * (0.98 - side * 0.3), y + r * 0.08, w * 0.13, r * 0.2, mix(skin, (110, 40, 30), 0.3))
    skull.ellipse(x + w * (0.98 + side * 0.3), y + r * 0.08, w * 0.13, r * 0.2, mix(skin, (110, 40, 30), 0.3))
    skull.done(blur=blur, volume=r * 0.3, strength=1.0, light=lit)
    face = canvas.layer()
    face.ellipse(x + side * w * 0.1, y + r * 0.04, w * 0.93, r * 0.8, skin)
    face.ellipse(x + side * w * 0.1, y + r * 0.46, w * 0.68, r * 0.5, skin)
    face.done(blur=blur, volume=r * 0.42, strength=1.5, texture=0.12, light=lit)
    cx = x + side * w * 0.26
    shade = canvas.layer()
    for s in (-1, 1):
        shade.ellipse(cx + s * w * 0.37, y - r * 0.06, w * 0.23, r * 0.13, mix(skin, (70, 36, 30), 0.5))
    shade.ellipse(cx + w * 0.1, y + r * 0.32, w * 0.2, r * 0.07, mix(skin, (70, 36, 30), 0.5))
    shade.ellipse(cx, y + r * 0.62, w * 0.3, r * 0.05, mix(skin, (70, 36, 30), 0.35))
    shade.ellipse(x + w * 0.72 * (1 if lit[0] < 0 else -1), y + r * 0.2, w * 0.3, r * 0.6, mix(skin, (70, 36, 30), 0.45))
    shade.done(blur=r * 0.075, opacity=0.75)
    fine = canvas.layer()
    for s in (-1, 1):
        fine.ellipse(cx + s * w * 0.37, y - r * 0.04, w * 0.13, r * 0.036, (48, 34, 32))
        fine.line([(cx + s * w * 0.2, y - r * 0.2), (cx + s * w * 0.55, y - r * 0.19)], r * 0.06, mix(hair, skin, 0.25))
        if glasses:
            fine.line([(cx + s * w * 0.16, y - r * 0.12), (cx + s * w * 0.6, y - r * 0.12)], r * 0.025, (50, 46, 46))
            fine.line([(cx + s * w * 0.16, y + r * 0.08), (cx + s * w * 0.58, y + r * 0.08)], r * 0.018, (80, 74, 72))
    fine.ellipse(cx, y + r * (0.5 + mouth_open * 0.04), w * 0.26, r * (0.035 + mouth_open * 0.06), mix(skin, (110, 30, 36), 0.65))
    fine.done(blur=max(1.0, r * 0.022), opacity=0.85)
    top = canvas.layer()
    top.polygon([(x - w * 1.02, y - r * 0.1), (x - w * 0.82, y - r * 0.5), (x - w * 0.3, y - r * 0.66), (x + w * 0.5, y - r * 0.62),
                 (x + w * 0.86, y - r * 0.42), (x + w * 1.02, y - r * 0.08), (x + w * 0.98, y - r * 0.6), (x + w * 0.5, y - r * 1.04),
                 (x - w * 0.4, y - r * 1.06), (x - w * 0.96, y - r * 0.66)], hair)
    top.done(blur=blur * 1.3, volume=r * 0.14, strength=1.2, texture=0.5, light=lit)
    spot = canvas.layer()
    spot.ellipse(cx + w * 0.3 * lit[0], y - r * 0.38, w * 0.3, r * 0.14, mix(skin, (255, 245, 230), 0.6))
    spot.ellipse(cx + w * 0.1 * lit[0], y + r * 0.22, w * 0.07, r * 0.12, mix(skin, (255, 245, 230), 0.6))
    spot.done(blur=r * 0.1, opacity=0.55)
