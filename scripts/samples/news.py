# SPDX-License-Identifier: MIT
"""The scenes of the newsletter: ten pictures of a winter of unrest, each a function of a canvas."""
from .paint import jitter, mix
from . import people, places


def burnt_building(c, rng):
    c.sky([(0, (148, 156, 168)), (0.55, (196, 196, 196)), (1, (214, 208, 200))], clouds=0.7, cloud_color=(206, 206, 208))
    c.smoke(c.width * 0.62, c.height * 0.1, 380, 260, (62, 60, 62), 0.85, 190, lean=0.5)
    places.skyline(c, rng, c.height * 0.72, 60, 170, (150, 150, 150), (200, 200, 200), 16, 4)
    c.haze((206, 204, 200), 0.4, 0.3, 0.75)
    for i, x in enumerate((70, 150, 1090, 1160)):
        layer = c.layer()
        places.tree(layer, rng, x, c.height * 0.77, 300 - 30 * (i % 2))
        layer.done(blur=1.6, opacity=0.85)
    main = c.layer()
    base = c.height * 0.77
    places.wall(main, rng, [(250, 170), (700, 120), (700, base), (250, base - 4)], 9, 12, (176, 168, 156), burnt=0.75)
    places.wall(main, rng, [(700, 120), (1010, 215), (1010, base - 14), (700, base)], 9, 8, (126, 120, 112), burnt=0.8)
    main.polygon([(230, 176), (250, 160), (700, 104), (1030, 208), (1010, 222), (700, 128), (250, 178)], (96, 90, 84))
    main.done(blur=1.1, texture=0.55)
    for x, y, r, d in ((420, 250, 130, 0.8), (610, 160, 170, 0.9), (860, 250, 140, 0.8), (520, 420, 110, 0.5)):
        c.smoke(x + 40, y - 30, r, r * 1.2, (46, 44, 45), d, 90, lean=0.5)
    c.ground(int(base), (206, 208, 214), (170, 170, 172), 0.4)
    places.car(c, rng, 330, 690, 260, (64, 52, 46), 1.4, wreck=True)
    places.car(c, rng, 930, 668, 200, (82, 72, 66), 1.6, wreck=True)
    layer = c.layer()
    for x, y, h in ((600, 716, 150), (655, 706, 140), (780, 690, 122), (1090, 716, 150)):
        people.person(layer, rng, x, y, h, facing="back")
    layer.done(blur=1.1, volume=6, strength=1.3, texture=0.2)
    c.smoke(200, 700, 420, 80, (190, 190, 194), 0.4, 120)
    c.strokes(9000, 14, 3, 0.55)
    c.develop(warmth=-0.3, contrast=1.12)


def storming(c, rng):
    c.sky([(0, (18, 22, 36)), (0.6, (44, 42, 54)), (1, (88, 62, 48))])
    main = c.layer()
    places.wall(main, rng, [(180, 60), (1010, 60), (1010, 500), (180, 500)], 7, 16, (84, 78, 76), (36, 38, 48), lit=0.16)
    for i in range(8):
        main.rect(215 + i * 104, 330, 237 + i * 104, 500, (126, 114, 102))
    main.polygon([(150, 325), (595, 250), (1040, 325)], (104, 94, 86))
    main.done(blur=2.4, texture=0.4)
    c.smoke(760, 210, 420, 240, (92, 80, 74), 0.75, 170, lean=0.4)
    for x, y, r in ((730, 440, 62), (795, 470, 46), (330, 470, 34)):
        c.glow(x, y, r * 2.6, (255, 120, 30), 0.42)
        c.glow(x, y + 10, r, (255, 200, 90), 0.95)
    c.smoke(380, 380, 340, 160, (120, 96, 80), 0.5, 140)
    people.crowd(c, rng, 425, 700, 7, 1.1, coats=[mix(v, (8, 8, 14), 0.45) for v in people.WINTER], facing=("back",),
                 pose_up=0.34, sharp_row=0.6, tall=120, haze=(120, 84, 60), light=(0.2, 0.95))
    c.glow(760, 470, 260, (255, 140, 50), 0.16)
    for x, y in ((520, 380), (905, 420), (210, 415)):
        c.glow(x, y, 9, (235, 240, 255), 1.2)
        c.glow(x, y, 60, (180, 190, 230), 0.2)
    c.flakes(60, 2.2, (255, 190, 110), 0.7, 0.6)
    c.strokes(9000, 15, 3, 0.55)
    c.develop(warmth=0.7, contrast=1.18, grain=5, bloom=0.4)


def servicemen_block(c, rng):
    c.sky([(0, (190, 196, 204)), (1, (222, 222, 222))], clouds=0.3)
    places.street(c, rng, (640, 380), 640, (150, 142, 132), (160, 148, 130), 6, 0.03, (216, 218, 220))
    c.ground(430, (150, 152, 158), (206, 208, 210), 0.35)
    c.haze((218, 220, 222), 0.5, 0.25, 0.62)
    for x, y, size in ((520, 455, 120), (760, 458, 130), (905, 480, 150)):
        places.lorry(c, rng, x, y, size, blur=2.4, flip=x > 700)
    c.haze((216, 218, 220), 0.32, 0.3, 0.66)
    places.carrier(c, rng, 330, 590, 420, (82, 88, 70), 1.3)
    places.carrier(c, rng, 960, 572, 360, (76, 82, 66), 1.5)
    layer = c.layer()
    for i in range(9):
        people.soldier(layer, rng, 160 + i * 122 + rng.normal(0, 16), 640 + rng.normal(0, 8), 220 * rng.uniform(0.94, 1.05), stride=rng.normal(0, 0.1))
    layer.done(blur=1.0, volume=8, strength=1.5, texture=0.3)
    near = c.layer()
    people.soldier(near, rng, 1080, 840, 470, facing="back")
    near.done(blur=4.5, volume=16, strength=1.4, texture=0.3)
    c.flakes(110, 2.4, opacity=0.6)
    c.strokes(8000, 14, 3, 0.52)
    c.develop(warmth=-0.5, contrast=1.08)


def president_desk(c, rng):
    c.sky([(0, (48, 62, 82)), (0.6, (86, 98, 112)), (1, (96, 84, 70))])
    layer = c.layer()
    for i in range(9):
        layer.rect(i * 140, 0, i * 140 + 10, 520, mix((70, 84, 100), (0, 0, 0), 0.25))
    layer.ellipse(600, 160, 120, 120, (206, 172, 84))
    layer.ellipse(600, 160, 92, 92, (70, 140, 168))
    layer.done(blur=9)
    cloth = c.layer()
    places.flag(cloth, 880, 20, 210, 620, (66, 158, 186), (232, 196, 84), 6)
    places.flag(cloth, 130, 40, 160, 600, (66, 158, 186), (232, 196, 84), 5, 1.4)
    cloth.done(blur=5, texture=0.2)
    people.bust(c, rng, 590, 330, 108, glasses=True, skin=(214, 172, 142), hair=(52, 48, 50), blur=1.5)
    desk = c.layer()
    desk.polygon([(60, 690), (1140, 690), (1260, 800), (-60, 800)], (96, 62, 40))
    desk.polygon([(60, 690), (1140, 690), (1144, 702), (54, 702)], (170, 122, 84))
    desk.polygon([(430, 700), (700, 700), (730, 758), (410, 758)], (236, 234, 228))
    desk.done(blur=1.6, texture=0.3)
    hands = c.layer()
    for s in (-1, 1):
        hands.line([(590 + s * 196, 590), (590 + s * 205, 690), (590 + s * 70, 716)], 62, (36, 42, 58))
        hands.ellipse(590 + s * 48, 716, 38, 20, (206, 162, 132))
    hands.done(blur=1.8, volume=14, strength=1.2)
    mics = c.layer()
    places.microphones(mics, 590, 610, 60, 2)
    mics.done(blur=1.5, volume=5)
    c.strokes(6000, 13, 3, 0.3, keep=(590, 330, 170))
    c.develop(warmth=0.2, contrast=1.06, grain=4)


def emergency_night(c, rng):
    c.sky([(0, (20, 24, 34)), (0.7, (58, 58, 66)), (1, (74, 66, 62))])
    places.street(c, rng, (470, 400), 690, (88, 84, 84), (82, 76, 74), 6, 0.12, (110, 104, 100), burnt=0.05)
    c.ground(440, (64, 64, 72), (104, 98, 94), 0.4)
    c.smoke(520, 420, 560, 170, (180, 172, 164), 0.75, 190)
    c.glow(470, 370, 150, (230, 220, 200), 0.35)
    people.crowd(c, rng, 380, 430, 4, 1.0, facing=("front",), pose_up=0.3, sharp_row=0.9, tall=70, coats=[mix(v, (20, 20, 24), 0.4) for v in people.WINTER])
    c.smoke(380, 500, 460, 110, (196, 188, 180), 0.55, 130)
    layer = c.layer()
    for i in range(11):
        people.soldier(layer, rng, 40 + i * 112 + rng.normal(0, 10), 720 + rng.normal(0, 7), 280 * rng.uniform(0.95, 1.05), (44, 48, 58), "back",
                       (46, 50, 60), shield=(96, 108, 118), rifle=False)
    layer.done(blur=1.3, volume=9, strength=1.6, texture=0.2, light=(0.1, -0.95))
    c.smoke(950, 640, 330, 150, (206, 198, 190), 0.55, 120)
    c.glow(860, 300, 16, (255, 240, 210), 1.0)
    c.glow(860, 300, 120, (255, 220, 170), 0.18)
    c.strokes(9000, 15, 3, 0.55)
    c.develop(warmth=0.3, contrast=1.16, grain=5, bloom=0.36)


def soldiers_arrive(c, rng):
    c.sky([(0, (164, 178, 196)), (0.6, (222, 216, 208)), (1, (236, 226, 212))], clouds=0.5)
    c.ground(430, (186, 186, 190), (214, 210, 206), 0.25)
    plane = c.layer()
    plane.ellipse(860, 300, 420, 82, (142, 146, 150))
    plane.polygon([(1060, 250), (1180, 60), (1260, 60), (1220, 270)], (128, 132, 136))
    plane.polygon([(560, 290), (1080, 210), (1120, 236), (700, 330)], (112, 116, 122))
    plane.ellipse(742, 342, 62, 36, (96, 100, 106))
    plane.ellipse(900, 352, 62, 36, (96, 100, 106))
    plane.done(blur=5, volume=34, strength=1.3, texture=0.15, light=(-0.2, -0.95))
    places.shadow(c, 850, 452, 420, 20, 0.35)
    c.haze((226, 222, 214), 0.3, 0.2, 0.7)
    for row, (y, h, n, blur) in enumerate(((560, 190, 10, 2.8), (660, 260, 8, 1.1), (800, 400, 5, 2.6))):
        layer = c.layer()
        for i in range(n):
            people.soldier(layer, rng, 60 + i * (1160 / n) + rng.normal(0, 14) + row * 30, y, h * rng.uniform(0.96, 1.04), (96, 98, 78), "left" if row < 2 else "back",
                           (92, 94, 76), stride=rng.normal(0.25, 0.08))
        layer.done(blur=blur, volume=h * 0.035, strength=1.5, texture=0.35)
    c.flakes(40, 1.8, opacity=0.4)
    c.strokes(8000, 14, 3, 0.52)
    c.develop(warmth=0.1, contrast=1.08)


def police_block(c, rng):
    c.sky([(0, (120, 134, 156)), (0.6, (196, 190, 184)), (1, (226, 204, 176))], clouds=0.45, cloud_color=(232, 220, 206))
    places.street(c, rng, (800, 390), 650, (156, 136, 116), (120, 116, 118), 5, 0.05, (224, 208, 188))
    c.ground(430, (126, 124, 128), (204, 190, 174), 0.4)
    c.haze((230, 212, 188), 0.4, 0.25, 0.62)
    for x, y, s in ((420, 500, 210), (1010, 540, 280)):
        places.lorry(c, rng, x, y, s, (214, 216, 220), (60, 84, 128), 2.0, x > 700, lamps=False)
        c.glow(x - 20, y - s * 0.57, 10, (90, 130, 255), 1.4)
        c.glow(x - 20, y - s * 0.57, 50, (80, 120, 255), 0.4)
    layer = c.layer()
    for i in range(8):
        people.person(layer, rng, 130 + i * 128 + rng.normal(0, 14), 668 + rng.normal(0, 9), 262 * rng.uniform(0.95, 1.05), coat=jitter(rng, (34, 42, 62), 5),
                      legs=(28, 32, 44), facing=people.pick(rng, ["front", "left", "front"]), hat=(26, 30, 40), pose=people.pick(rng, ["hold", "stand", "hips"]))
    layer.done(blur=1.0, volume=9, strength=1.5, texture=0.25, light=(0.8, -0.5))
    tape = c.layer()
    for i in range(30):
        tape.polygon([(i * 40, 560 + i % 2), (i * 40 + 22, 560), (i * 40 + 30, 574), (i * 40 + 8, 574)], (226, 60, 50) if i % 2 else (240, 238, 232))
    tape.done(blur=1.4, opacity=0.85)
    c.strokes(8000, 14, 3, 0.52)
    c.develop(warmth=0.5, contrast=1.08)


def president_portrait(c, rng):
    c.sky([(0, (96, 104, 112)), (1, (58, 62, 70))])
    c.bokeh(26, (0, 0, c.width, 420), 44, [(210, 190, 150), (120, 160, 180)], 0.2)
    cloth = c.layer()
    places.flag(cloth, c.width * 0.68, 0, 200, c.height, (62, 150, 180), (226, 190, 80), 5)
    cloth.done(blur=10, texture=0.2)
    people.bust(c, rng, c.width * 0.45, c.height * 0.36, 168, suit=(30, 34, 46), tie=(36, 70, 120), skin=(216, 174, 144), hair=(50, 46, 48), glasses=True,
                lit=(0.75, -0.55), blur=1.6)
    c.strokes(6000, 14, 3, 0.26, keep=(c.width * 0.45, c.height * 0.36, 260))
    c.develop(contrast=1.05, grain=4, vignette=0.45)


def parliament(c, rng):
    c.sky([(0, (92, 70, 52)), (0.4, (146, 112, 80)), (1, (88, 62, 46))])
    wood = c.layer()
    for i in range(13):
        wood.rect(i * 100, 0, i * 100 + 46, 420, mix((150, 112, 76), (0, 0, 0), 0.1 + 0.1 * (i % 3)))
    wood.ellipse(600, 120, 96, 96, (214, 180, 92))
    wood.ellipse(600, 120, 76, 76, (72, 146, 172))
    wood.done(blur=4, texture=0.3)
    for i in range(8):
        c.glow(90 + i * 150, 12, 46, (255, 236, 190), 0.5)
    cloth = c.layer()
    for x in (380, 740):
        places.flag(cloth, x, 90, 80, 250, (64, 154, 182), (230, 194, 82), 4, x)
    cloth.done(blur=2.6)
    stage = c.layer()
    stage.rect(270, 330, 930, 450, (128, 88, 56))
    stage.rect(270, 326, 930, 338, (196, 150, 100))
    stage.done(blur=2, texture=0.3)
    speaker = c.layer()
    people.person(speaker, rng, 600, 440, 215, coat=(30, 34, 46), legs=(26, 28, 38), hair=(46, 42, 44), skin=(214, 172, 142), pose="hold")
    speaker.done(blur=1.0, volume=8, strength=1.5)
    desk = c.layer()
    desk.polygon([(530, 330), (670, 330), (656, 446), (544, 446)], (150, 104, 66))
    desk.polygon([(520, 322), (680, 322), (676, 338), (524, 338)], (206, 160, 108))
    places.microphones(desk, 600, 306, 20, 2)
    desk.done(blur=1.0, volume=8, texture=0.25)
    for row in range(6):
        t = row / 5
        y, h = 500 + 300 * t ** 1.35, 96 + 150 * t
        bench = c.layer()
        bench.polygon([(-20, y - h * 0.02 + 36 * t), (600, y - h * 0.12), (1220, y - h * 0.02 + 36 * t), (1220, y + h * 0.7), (-20, y + h * 0.7)], mix((110, 74, 48), (30, 20, 14), t * 0.4))
        bench.done(blur=1.5 + row * 0.5, texture=0.3)
        seats = c.layer()
        step = h * 0.78
        for i in range(int(1300 / step)):
            x = i * step - 20 + (row % 2) * step / 2 + rng.normal(0, 4)
            bow = abs(x - 600) / 600
            people.person(seats, rng, x, y + h * 0.72 + bow * h * 0.12, h * 1.15, coat=jitter(rng, people.pick(rng, [(34, 38, 50), (54, 54, 62), (28, 30, 36), (90, 40, 50)]), 8), facing="back")
        seats.done(blur=1.2 + row * 0.75, volume=h * 0.05, strength=1.4, light=(0, -0.95))
    c.strokes(9000, 13, 3, 0.52)
    c.develop(warmth=0.5, contrast=1.08)


def pianist(c, rng):
    """As grabbed from a broadcast: small, lined, its colours a little apart."""
    c.sky([(0, (26, 22, 36)), (0.7, (62, 34, 58)), (1, (30, 22, 24))])
    c.bokeh(34, (0, 0, c.width, c.height * 0.55), 36, [(230, 150, 60), (120, 90, 220), (220, 70, 110)], 0.32)
    c.beam(c.width * 0.3, -20, c.width * 0.46, c.height, 190, (120, 96, 160), 0.55)
    w, h = c.width, c.height
    piano = c.layer()
    piano.polygon([(w * 0.5, h * 0.62), (w * 1.02, h * 0.5), (w * 1.02, h * 1.02), (w * 0.5, h * 1.02)], (16, 15, 18))
    piano.polygon([(w * 0.6, h * 0.58), (w * 0.78, h * 0.1), (w * 1.05, h * 0.02), (w * 1.05, h * 0.5)], (24, 21, 26))
    piano.polygon([(w * 0.5, h * 0.62), (w * 1.02, h * 0.5), (w * 1.02, h * 0.525), (w * 0.5, h * 0.65)], (84, 70, 78))
    piano.done(blur=2.2, volume=24, strength=0.8, light=(-0.6, -0.7))
    keys = c.layer()
    for i in range(22):
        x = w * 0.36 + i * w * 0.0085
        keys.polygon([(x, h * 0.70 - i * 1.2), (x + w * 0.0075, h * 0.70 - i * 1.2), (x + w * 0.0095, h * 0.755 - i * 1.2), (x + w * 0.002, h * 0.755 - i * 1.2)], (226, 222, 214) if i % 5 else (40, 36, 40))
    keys.done(blur=1.6)
    body = c.layer()
    body.polygon([(w * 0.16, h * 1.02), (w * 0.17, h * 0.62), (w * 0.22, h * 0.49), (w * 0.31, h * 0.45), (w * 0.385, h * 0.52), (w * 0.4, h * 0.7), (w * 0.4, h * 1.02)], (30, 28, 40))
    body.line([(w * 0.355, h * 0.54), (w * 0.40, h * 0.69), (w * 0.475, h * 0.685)], h * 0.075, (38, 34, 48))
    body.ellipse(w * 0.49, h * 0.69, w * 0.026, h * 0.022, (206, 150, 120))
    body.done(blur=1.8, volume=26, strength=1.4, light=(0.6, -0.8), texture=0.2)
    face = c.layer()
    face.line([(w * 0.3, h * 0.47), (w * 0.315, h * 0.4)], h * 0.085, (160, 108, 84))
    people.head(face, rng, w * 0.325, h * 0.31, h * 0.115, skin=(204, 150, 120), hair=(30, 26, 30), facing="right")
    face.done(blur=2.0, volume=18, strength=1.7, light=(0.7, -0.7))
    c.glow(w * 0.36, h * 0.27, 90, (255, 190, 130), 0.14)
    c.strokes(6000, 14, 3, 0.48)
    c.develop(warmth=0.4, contrast=1.12, grain=5, bloom=0.4)
    pixels = c.pixels()
    pixels[::3] *= 0.9
    pixels[:, 2:, 0] = pixels[:, :-2, 0]
    c.set_pixels(pixels)
