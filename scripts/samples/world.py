# SPDX-License-Identifier: MIT
"""The other scenes: a week of ordinary news from invented agencies. `frame` counts a burst."""
import math

from .paint import jitter, mix
from . import people, places


def football(c, rng, frame=0):
    c.sky([(0, (26, 30, 44)), (0.5, (52, 58, 66)), (1, (60, 96, 62))])
    people.crowd(c, rng, 20, 150, 6, 1.2, coats=people.SUMMER, facing=("front",), pose_up=0.2, sharp_row=2.2, tall=90)
    c.bokeh(18, (0, 0, c.width, 60), 30, [(255, 250, 230), (230, 240, 255)], 0.5)
    boards = c.layer()
    for i in range(5):
        boards.rect(i * 260 - 30, 330, i * 260 + 222, 400, people.pick(rng, [(40, 90, 160), (200, 60, 60), (230, 226, 220), (36, 130, 110)]))
    boards.done(blur=7)
    c.ground(400, (64, 124, 56), (90, 142, 78), 0.3, 40)
    run = frame * 34
    for x, y, h, shirt, facing, stride, blur in ((1010 - run * 0.6, 600, 300, (232, 232, 236), "left", -0.6, 2.6), (250 + run * 0.5, 620, 320, (190, 40, 46), "right", 0.6, 3.0)):
        layer = c.layer()
        people.person(layer, rng, x, y, h, coat=shirt, legs=mix(shirt, (30, 30, 60), 0.5), facing=facing, stride=stride)
        layer.done(blur=blur, volume=10, strength=1.4)
    for i, (x, shirt, facing, lean) in enumerate(((520 + run, (190, 40, 46), "right", 0.85), (735 + run * 0.8, (232, 232, 236), "left", -0.7))):
        layer = c.layer()
        people.person(layer, rng, x, 742 + 6 * math.sin(frame + i), 470, coat=shirt, legs=(198, 150, 122), facing=facing, stride=lean, pose="hips" if i else "up")
        y = 742
        for side in (-1, 1):
            layer.line([(x + side * 26, y - 230), (x + side * 40 + lean * 14, y - 160)], 52, mix(shirt, (20, 20, 40), 0.3))
        layer.rect(x - 20, y - 360, x + 16, y - 290, mix(shirt, (255, 255, 255) if i == 0 else (40, 50, 120), 0.7))
        layer.done(blur=1.0, volume=16, strength=1.6, texture=0.15, light=(-0.3, -0.9))
    ball = c.layer()
    bx, by = 640 + run * 1.25, 690 - abs(math.sin(frame * 1.1 + 0.4)) * 70
    ball.ellipse(bx, by, 26, 26, (240, 240, 240))
    ball.ellipse(bx - 6, by + 3, 8, 8, (40, 40, 46))
    ball.ellipse(bx + 12, by - 9, 6, 6, (40, 40, 46))
    ball.done(blur=1.4, volume=9, strength=1.6)
    drops = c.layer()
    for _ in range(40):
        x, y = bx - 40 + rng.normal(0, 60), 740 - abs(rng.normal(0, 30))
        drops.ellipse(x, y, 2, 3, (210, 220, 200))
    drops.done(blur=1, opacity=0.7)
    c.strokes(7000, 14, 3, 0.42)
    c.develop(warmth=0.1, contrast=1.12)


def podium(c, rng):
    c.sky([(0, (34, 48, 84)), (1, (54, 66, 96))])
    layer = c.layer()
    for row in range(4):
        for col in range(5):
            layer.rect(60 + col * 240, 40 + row * 150, 190 + col * 240, 74 + row * 150, (92, 108, 148))
    layer.done(blur=10)
    cloth = c.layer()
    places.flag(cloth, 900, 60, 150, 640, (180, 60, 60), (236, 232, 224), 5)
    places.flag(cloth, 1060, 60, 130, 640, (60, 90, 150), (230, 200, 90), 5, 1)
    cloth.done(blur=7, texture=0.2)
    people.bust(c, rng, 560, 300, 112, suit=(120, 52, 64), tie=None, skin=(206, 158, 130), hair=(96, 62, 44), lit=(-0.8, -0.5), mouth_open=1.0)
    hair = c.layer()
    for s in (-1, 1):
        hair.ellipse(560 + s * 84, 320, 30, 96, (90, 58, 42))
    hair.done(blur=4, volume=16, texture=0.4)
    hand = c.layer()
    hand.line([(760, 640), (830, 540), (806, 446)], 60, (120, 52, 64))
    hand.ellipse(802, 420, 26, 34, (206, 158, 130))
    for i in range(4):
        hand.line([(790 + i * 9, 404), (786 + i * 14, 362 - (i % 2) * 8)], 12, (206, 158, 130))
    hand.done(blur=2.2, volume=16, strength=1.4)
    desk = c.layer()
    desk.polygon([(330, 640), (800, 640), (760, 830), (370, 830)], (150, 124, 96))
    desk.polygon([(310, 620), (820, 620), (806, 650), (324, 650)], (196, 170, 138))
    desk.ellipse(565, 730, 48, 48, (210, 196, 160))
    places.microphones(desk, 560, 560, 60, 4)
    desk.done(blur=1.6, volume=14, texture=0.25)
    front = c.layer()
    for x, r in ((90, 84), (1010, 96), (1150, 80)):
        people.head(front, rng, x, 740, r, facing="back")
        front.polygon([(x - r * 2, 830), (x - r, 800), (x + r, 800), (x + r * 2, 830)], (40, 40, 46))
    front.rect(950, 640, 1040, 700, (24, 24, 26))
    front.done(blur=11, volume=30)
    c.strokes(6000, 13, 3, 0.34, keep=(560, 300, 180))
    c.develop(warmth=0.3, contrast=1.07)


def flood(c, rng):
    c.sky([(0, (108, 122, 138)), (0.5, (178, 184, 188)), (1, (206, 202, 192))], clouds=0.85, cloud_color=(150, 156, 164), bottom=0.6)
    places.skyline(c, rng, 430, 40, 90, (110, 116, 112), (184, 188, 190), 22, 4)
    for x, y, r in ((60, 330, 110), (1120, 320, 130), (640, 372, 50), (740, 372, 44)):
        places.leaves(c, rng, x, y, r, (74, 92, 62))
    houses = c.layer()
    for x, w, h, color in ((130, 250, 200, (196, 170, 130)), (400, 190, 150, (168, 96, 80)), (830, 260, 210, (214, 206, 190))):
        places.wall(houses, rng, [(x, 470 - h), (x + w, 470 - h), (x + w, 480), (x, 480)], 2, 4, color, (50, 58, 66))
        houses.polygon([(x - 16, 472 - h), (x + w * 0.2, 400 - h), (x + w * 0.85, 400 - h), (x + w + 16, 472 - h)], (124, 66, 54))
    houses.done(blur=1.1, texture=0.45)
    poles = c.layer()
    for i, x in enumerate((700, 770, 1040)):
        poles.line([(x, 480), (x, 270 + i * 8)], 6, (70, 60, 52))
        poles.line([(x - 26, 290 + i * 8), (x + 26, 290 + i * 8)], 4, (70, 60, 52))
    poles.done(blur=1)
    c.mirror(474, 0.78, 7, (116, 110, 96))
    boat = c.layer()
    boat.polygon([(410, 640), (800, 630), (760, 700), (450, 704)], (206, 88, 50))
    boat.polygon([(410, 640), (800, 630), (796, 644), (414, 654)], (236, 140, 96))
    boat.done(blur=1.3, volume=14, strength=1.2)
    crew = c.layer()
    for x, coat in ((500, (226, 150, 40)), (590, (60, 90, 130)), (690, (226, 150, 40))):
        people.person(crew, rng, x, 760, 260, coat=coat, pose=people.pick(rng, ["stand", "hold"]))
        crew.feet.clear()
    crew.done(blur=1.0, volume=9, strength=1.5)
    hull = c.layer()
    hull.polygon([(414, 656), (796, 646), (760, 706), (450, 710)], (190, 76, 44))
    hull.done(blur=1.2, volume=12, texture=0.2)
    water = c.layer()
    for _ in range(26):
        x, y = rng.uniform(300, 900), rng.uniform(700, 730)
        water.line([(x, y), (x + rng.uniform(20, 70), y)], 3, (196, 196, 190))
    water.polygon([(430, 706), (780, 700), (800, 790), (400, 796)], (112, 100, 84))
    water.done(blur=3.2, opacity=0.8)
    c.strokes(9000, 16, 3, 0.48)
    c.develop(warmth=0.1, contrast=1.1)


def gallery(c, rng):
    c.sky([(0, (214, 208, 198)), (0.75, (196, 188, 176)), (1, (120, 92, 66))])
    c.ground(590, (110, 80, 54), (150, 118, 88), 0.2, 60)
    frame = c.layer()
    frame.rect(330, 90, 900, 500, (150, 116, 60))
    frame.rect(352, 112, 878, 478, (70, 96, 120))
    frame.done(blur=1.4, volume=12, strength=1.2, texture=0.2)
    art = c.layer()
    for _ in range(260):
        x, y = rng.uniform(366, 864), rng.uniform(126, 464)
        t = (y - 126) / 338
        tone = jitter(rng, mix((96, 140, 180), (214, 150, 70), t) if abs(y - 300 - 40 * math.sin(x / 60)) > 40 else (226, 206, 150), 16)
        art.line([(x, y), (min(868, x + rng.uniform(10, 40)), y + rng.normal(0, 6))], rng.uniform(6, 14), tone)
    art.done(blur=1.2, texture=0.4)
    c.glow(615, 60, 260, (255, 240, 210), 0.28)
    backs = c.layer()
    for x, h, facing in ((170, 420, "right"), (300, 440, "back"), (985, 430, "left"), (1090, 400, "left")):
        people.person(backs, rng, x, 770, h, facing=facing, coat=jitter(rng, people.pick(rng, people.WINTER + people.SUMMER), 8), pose=people.pick(rng, ["stand", "hold"]))
    backs.done(blur=1.3, volume=15, strength=1.5, texture=0.2, light=(0.4, -0.8))
    cloth = c.layer()
    cloth.polygon([(470, 560), (760, 540), (830, 700), (640, 730), (430, 690)], (128, 30, 44))
    cloth.polygon([(520, 580), (700, 570), (720, 640), (560, 660)], (160, 44, 56))
    cloth.done(blur=3, volume=24, strength=1.6, texture=0.5)
    c.strokes(8000, 14, 3, 0.46)
    c.develop(warmth=0.5, contrast=1.06)


def market(c, rng):
    c.sky([(0, (120, 160, 206)), (0.5, (226, 222, 206)), (1, (220, 196, 160))])
    places.street(c, rng, (610, 330), 700, (226, 196, 150), (216, 178, 136), 4, 0.0, (240, 226, 200))
    c.ground(400, (168, 146, 122), (220, 202, 176), 0.3)
    people.crowd(c, rng, 350, 470, 4, 0.8, coats=people.SUMMER, facing=("front", "back", "left"), pose_up=0.03, sharp_row=0.8, tall=90, hats=0.15)
    for side in (-1, 1):
        for i in range(3):
            x, y, s = 600 + side * (250 + i * 170), 400 + i * 80, 0.6 + i * 0.35
            awning = c.layer()
            for k in range(7):
                w = 42 * s
                x0 = x - 3.5 * w + k * w
                awning.polygon([(x0 + 12 * s, y - 150 * s), (x0 + w + 12 * s, y - 150 * s), (x0 + w, y - 90 * s), (x0, y - 90 * s)], (206, 62, 52) if k % 2 else (240, 234, 222))
            awning.done(blur=1.2 + abs(i - 1), volume=8, texture=0.25)
            table = c.layer()
            table.polygon([(x - 150 * s, y - 10 * s), (x + 150 * s, y - 10 * s), (x + 160 * s, y + 90 * s), (x - 160 * s, y + 90 * s)], (120, 92, 64))
            for _ in range(90):
                table.ellipse(x + rng.uniform(-145, 145) * s, y + rng.uniform(-26, 22) * s, 13 * s, 11 * s, jitter(rng, people.pick(rng, [(222, 120, 40), (200, 40, 40), (110, 150, 60), (236, 196, 60), (120, 60, 110)]), 10))
            table.done(blur=1.0 + abs(i - 1), volume=6, strength=1.6)
    layer = c.layer()
    people.person(layer, rng, 520, 770, 400, coat=(232, 224, 208), facing="left", pose="hold", hair=(70, 60, 56))
    people.person(layer, rng, 700, 780, 420, coat=(70, 96, 150), facing="back")
    layer.done(blur=1.1, volume=15, strength=1.5, texture=0.15, light=(0.7, -0.7))
    c.strokes(9000, 14, 3, 0.5)
    c.develop(warmth=0.8, contrast=1.08, bloom=0.36)


def harvest(c, rng):
    c.sky([(0, (92, 132, 184)), (0.55, (206, 206, 196)), (1, (236, 208, 150))], clouds=0.7, cloud_color=(250, 244, 234), bottom=0.6)
    c.ground(440, (176, 130, 52), (224, 190, 110), 0.35, 30)
    for y, tone in ((446, (120, 120, 90)), (452, (150, 138, 90))):
        far = c.layer()
        far.polygon([(0, y)] + [(i * 60, y - 10 - 8 * math.sin(i * 0.9 + y)) for i in range(22)] + [(1300, y + 6), (0, y + 6)], tone)
        far.done(blur=3)
    stalks = c.layer()
    for i in range(1700):
        y = 450 + 350 * rng.random() ** 0.7
        t = (y - 450) / 350
        x = rng.uniform(-20, c.width + 20)
        h = 14 + 90 * t
        stalks.line([(x, y + h * 0.4), (x + rng.normal(4, 8) * (0.3 + t), y - h * 0.5)], 1 + 4 * t, jitter(rng, mix((206, 170, 96), (196, 146, 54), t), 18))
    stalks.done(blur=1.6, texture=0.2)
    dust = (232, 208, 160)
    c.smoke(930, 420, 280, 90, dust, 0.6, 110)
    body = c.layer()
    body.polygon([(600, 360), (790, 340), (860, 360), (870, 480), (600, 490)], (176, 48, 40))
    body.polygon([(560, 380), (640, 350), (650, 470), (560, 480)], (66, 78, 88))
    body.polygon([(440, 470), (590, 450), (600, 510), (430, 520)], (196, 156, 60))
    for i in range(9):
        body.line([(436 + i * 18, 480 - i * 2), (430 + i * 18, 524)], 4, (120, 90, 40))
    places.wheel(body, 640, 490, 46, (210, 180, 70))
    places.wheel(body, 830, 500, 34, (210, 180, 70))
    body.done(blur=1.3, volume=14, strength=1.3, texture=0.25)
    c.smoke(860, 520, 220, 60, dust, 0.55, 80)
    c.glow(1080, 300, 240, (255, 210, 130), 0.25)
    c.strokes(9000, 16, 3, 0.5)
    c.develop(warmth=0.7, contrast=1.1)


def lighthouse(c, rng):
    c.sky([(0, (44, 56, 92)), (0.5, (150, 120, 136)), (0.75, (238, 168, 110)), (1, (250, 200, 140))], clouds=0.6, cloud_color=(212, 142, 122), bottom=0.62)
    c.glow(300, 470, 190, (255, 170, 90), 0.5)
    c.mirror(496, 0.72, 9, (70, 66, 86))
    rock = c.layer()
    rock.polygon([(640, 520), (720, 470), (800, 452), (900, 430), (1010, 444), (1110, 420), (1220, 440), (1220, 600), (900, 590), (700, 560)], (40, 36, 40))
    for _ in range(60):
        x, y = rng.uniform(680, 1200), rng.uniform(470, 580)
        rock.polygon([(x, y), (x + rng.uniform(20, 60), y - 12), (x + 50, y + 20)], jitter(rng, (54, 46, 48), 12))
    rock.done(blur=1.6, volume=16, strength=1.2, light=(-0.9, -0.3), texture=0.6)
    tower = c.layer()
    tower.polygon([(924, 440), (938, 190), (986, 190), (1002, 440)], (214, 196, 188))
    for y in (250, 340):
        tower.polygon([(934, y), (990, y), (994, y + 46), (931, y + 46)], (150, 56, 52))
    tower.rect(930, 176, 994, 192, (60, 52, 54))
    tower.rect(942, 136, 982, 176, (250, 226, 160))
    tower.polygon([(934, 138), (962, 104), (990, 138)], (70, 50, 50))
    tower.rect(1010, 396, 1080, 440, (190, 172, 160))
    tower.polygon([(1002, 398), (1045, 370), (1088, 398)], (110, 56, 50))
    tower.done(blur=1.1, volume=16, strength=1.5, light=(-0.95, -0.2), texture=0.2)
    c.glow(962, 156, 26, (255, 236, 180), 1.2)
    c.glow(962, 156, 150, (255, 220, 150), 0.22)
    birds = c.layer()
    for _ in range(14):
        x, y, s = rng.uniform(300, 860), rng.uniform(120, 360), rng.uniform(5, 11)
        birds.line([(x - s, y - s * 0.4), (x, y), (x + s, y - s * 0.5)], 2, (50, 46, 60))
    birds.done(blur=0.9)
    foam = c.layer()
    for _ in range(120):
        x, y = rng.uniform(600, 1200), 590 + abs(rng.normal(0, 26))
        foam.line([(x, y), (x + rng.uniform(14, 60), y + rng.normal(0, 3))], rng.uniform(2, 5), (214, 196, 196))
    foam.done(blur=2.2, opacity=0.7)
    c.strokes(9000, 18, 4, 0.5)
    c.develop(warmth=0.4, contrast=1.1, bloom=0.4)


def factory_fire(c, rng):
    c.sky([(0, (70, 84, 108)), (0.6, (168, 160, 158)), (1, (214, 180, 140))], clouds=0.4)
    for x, y, rx, ry, d in ((700, 60, 420, 240, 1.0), (560, 250, 240, 200, 1.0), (900, 20, 360, 190, 0.9)):
        c.smoke(x, y, rx, ry, (44, 42, 44), d, 150, lean=0.6)
    places.skyline(c, rng, 560, 40, 110, (110, 104, 104), (170, 160, 154), 18, 3)
    hall = c.layer()
    places.wall(hall, rng, [(230, 400), (860, 370), (860, 590), (230, 596)], 2, 12, (110, 84, 74), (34, 28, 28), lit=0.55, lit_color=(255, 150, 50))
    for i in range(5):
        x = 250 + i * 124
        hall.polygon([(x, 400 - i * 5), (x + 70, 350 - i * 5), (x + 118, 396 - i * 5)], (70, 58, 56))
    hall.rect(900, 220, 944, 590, (126, 86, 74))
    hall.done(blur=1.3, texture=0.45)
    for x, y, r in ((430, 372, 46), (560, 356, 60), (690, 360, 44)):
        for k in range(4):
            c.glow(x + rng.normal(0, 14), y - k * r * 0.5, r * (1 - k * 0.18), (255, 150 - k * 14, 40), 0.55)
        c.glow(x, y + 6, r * 0.5, (255, 226, 130), 0.9)
    c.smoke(640, 250, 230, 130, (60, 48, 44), 0.7, 90, lean=0.5)
    c.ground(590, (74, 72, 78), (128, 116, 106), 0.3)
    places.lorry(c, rng, 250, 690, 330, (186, 34, 34), (196, 44, 40), 1.4)
    c.glow(150, 520, 14, (90, 140, 255), 1.4)
    c.glow(150, 520, 70, (80, 120, 255), 0.35)
    crew = c.layer()
    for x, y, h, facing in ((560, 720, 200, "back"), (620, 730, 205, "back"), (800, 712, 190, "right"), (1010, 740, 220, "left")):
        people.person(crew, rng, x, y, h, coat=(66, 58, 44), legs=(56, 50, 40), facing=facing, pose="hold", helm=(220, 190, 60))
    crew.line([(600, 640), (480, 700), (380, 720)], 9, (170, 150, 120))
    crew.done(blur=1.1, volume=8, strength=1.5, light=(0.2, -0.9))
    jet = c.layer()
    jet.polygon([(604, 612), (560, 330), (610, 330), (612, 612)], (226, 230, 236))
    jet.done(blur=7, opacity=0.55)
    c.flakes(30, 2, (255, 170, 80), 0.7, 0.4)
    c.strokes(9000, 15, 3, 0.48)
    c.develop(warmth=0.4, contrast=1.14, bloom=0.4)


def village(c, rng):
    c.sky([(0, (96, 140, 190)), (0.7, (216, 222, 224)), (1, (236, 226, 210))], clouds=0.6, bottom=0.7)
    for base, high, tone, blur in ((470, 330, (150, 168, 192), 4), (500, 220, (112, 132, 148), 2.4), (540, 130, (84, 104, 92), 1.6)):
        ridge = c.layer()
        points = [(0, base)]
        y = base - high * 0.5
        for i in range(41):
            y += rng.normal(0, high * 0.1)
            y = min(base - high * 0.25, max(base - high, y))
            points.append((i * 31, y))
        ridge.polygon(points + [(1260, base), (1260, 800), (0, 800)], tone)
        if high > 300:
            for i in range(1, 41):
                x, py = points[i]
                ridge.polygon([(x - 18, py + 26), (x, py), (x + 22, py + 40), (x + 2, py + 22)], (240, 244, 250))
        ridge.done(blur=blur, texture=0.35)
    c.ground(540, (108, 126, 66), (132, 146, 92), 0.35, 70)
    for x, y, s, color in ((330, 600, 1.0, (224, 214, 196)), (460, 618, 1.2, (206, 180, 150)), (600, 590, 0.9, (232, 224, 210)), (760, 622, 1.1, (196, 160, 130)), (890, 596, 0.9, (222, 206, 184))):
        house = c.layer()
        w, h = 104 * s, 66 * s
        places.wall(house, rng, [(x, y - h), (x + w, y - h), (x + w, y), (x, y)], 1, 3, color, (70, 66, 66))
        house.polygon([(x - 10, y - h + 4), (x + w * 0.18, y - h * 1.75), (x + w * 0.82, y - h * 1.75), (x + w + 10, y - h + 4)], (146, 76, 56))
        house.done(blur=1.1, volume=6, texture=0.35)
        c.smoke(x + w * 0.7, y - h * 2.3, 14 * s, 44 * s, (226, 226, 228), 0.5, 30, lean=0.4)
    spire = c.layer()
    spire.rect(690, 480, 724, 600, (234, 228, 216))
    spire.polygon([(684, 484), (707, 400), (730, 484)], (92, 84, 92))
    spire.done(blur=1.0, volume=8)
    for i in range(16):
        places.leaves(c, rng, rng.uniform(0, 1200), rng.uniform(600, 660), rng.uniform(20, 44), (72, 98, 54), 60, 1.6)
    sheep = c.layer()
    for _ in range(26):
        x, y = rng.uniform(120, 1080), rng.uniform(690, 770)
        s = 8 + (y - 690) / 10
        sheep.ellipse(x, y, s * 1.4, s * 0.9, (232, 226, 212))
        sheep.ellipse(x + s * 1.3, y - s * 0.3, s * 0.5, s * 0.4, (70, 62, 58))
    sheep.done(blur=1.2, volume=5, strength=1.6)
    c.strokes(10000, 16, 3, 0.5)
    c.develop(warmth=0.4, contrast=1.08)


def marathon(c, rng):
    c.sky([(0, (160, 170, 182)), (1, (214, 214, 212))])
    places.street(c, rng, (560, 330), 620, (150, 138, 130), (166, 150, 136), 6, 0.12, (206, 208, 212))
    c.ground(400, (104, 108, 118), (176, 178, 184), 0.25)
    people.crowd(c, rng, 330, 360, 3, 1.2, coats=people.SUMMER, facing=("front",), pose_up=0.2, sharp_row=2, tall=60)
    for row, (y, h, n, blur) in enumerate(((520, 150, 12, 2.4), (630, 250, 7, 1.0), (800, 430, 3, 2.8))):
        layer = c.layer()
        for i in range(n):
            shirt = jitter(rng, people.pick(rng, people.SUMMER), 10)
            x = (i + 0.5) * 1200 / n + rng.normal(0, 20)
            people.person(layer, rng, x, y + rng.normal(0, 8), h * rng.uniform(0.94, 1.06), coat=shirt, legs=people.pick(rng, [(40, 42, 50), (200, 156, 128)]), stride=float(rng.choice([-0.5, 0.5])),
                          pose="hips")
            layer.rect(x - h * 0.06, y - h * 0.7, x + h * 0.06, y - h * 0.62, (240, 240, 236))
        layer.done(blur=blur, volume=h * 0.035, strength=1.5)
    c.flakes(170, 1.7, (226, 232, 240), 0.4, 0.12)
    c.strokes(8000, 14, 3, 0.44)
    c.develop(warmth=-0.2, contrast=1.08)


def concert(c, rng):
    w, h = c.width, c.height
    c.sky([(0, (12, 10, 26)), (0.6, (50, 18, 70)), (1, (20, 12, 30))])
    for x, color in ((0.15, (120, 60, 220)), (0.4, (60, 120, 230)), (0.65, (230, 80, 140)), (0.9, (120, 60, 220))):
        c.beam(w * x, -20, w * (0.5 + (x - 0.5) * 0.3), h * 0.9, 110, color, 0.55)
    c.bokeh(40, (0, 0, w, h * 0.3), 26, [(255, 220, 150), (160, 140, 255), (255, 130, 170)], 0.55)
    c.smoke(w * 0.5, h * 0.52, w * 0.6, h * 0.16, (150, 90, 170), 0.5, 150)
    band = c.layer()
    people.person(band, rng, w * 0.5, h * 0.66, h * 0.3, coat=(30, 22, 30), pose="up", facing="front", skin=(220, 170, 150))
    people.person(band, rng, w * 0.24, h * 0.64, h * 0.26, coat=(40, 26, 40), pose="hold")
    people.person(band, rng, w * 0.78, h * 0.64, h * 0.26, coat=(26, 26, 40), pose="hold")
    band.line([(w * 0.17, h * 0.54), (w * 0.32, h * 0.49)], 14, (150, 70, 40))
    band.feet.clear()
    band.done(blur=1.3, volume=10, strength=1.8, light=(0.1, -0.95))
    c.glow(w * 0.5, h * 0.42, 150, (255, 190, 220), 0.24)
    for row, (y, s, blur) in enumerate(((0.76, 0.1, 2), (0.88, 0.16, 4), (1.04, 0.26, 9))):
        layer = c.layer()
        x = -20.0
        while x < w + 40:
            r = h * s * 0.28
            people.head(layer, rng, x, h * y, r, facing="back", hair=(16, 10, 20))
            layer.polygon([(x - r * 2, h * y + r * 4), (x - r * 1.5, h * y + r * 1.2), (x + r * 1.5, h * y + r * 1.2), (x + r * 2, h * y + r * 4)], (18, 12, 24))
            if rng.random() < 0.5:
                layer.line([(x + r, h * y + r), (x + r * 1.6, h * y - r * 2.6)], r * 0.7, (22, 14, 26))
                layer.ellipse(x + r * 1.6, h * y - r * 2.9, r * 0.45, r * 0.55, (34, 20, 34))
            x += r * rng.uniform(2.4, 3.4)
        layer.done(blur=blur, volume=h * s * 0.1, strength=1.2, light=(0, -1))
    c.strokes(7000, 14, 3, 0.4)
    c.develop(warmth=0.2, contrast=1.16, bloom=0.5, grain=5)


def harbour(c, rng):
    c.sky([(0, (70, 84, 120)), (0.6, (232, 170, 120)), (1, (250, 206, 140))], clouds=0.55, cloud_color=(240, 180, 150), bottom=0.66)
    c.glow(760, 500, 160, (255, 196, 110), 0.6)
    places.skyline(c, rng, 520, 20, 70, (90, 80, 92), (220, 170, 130), 24, 3)
    cranes = c.layer()
    for x, s in ((180, 1.0), (360, 0.85), (980, 1.1)):
        top = 520 - 300 * s
        for dx in (-26, 26):
            cranes.line([(x + dx * s, 520), (x + dx * 0.5 * s, top)], 8 * s, (48, 42, 54))
        cranes.line([(x - 130 * s, top + 10), (x + 190 * s, top - 20 * s)], 9 * s, (48, 42, 54))
        cranes.line([(x, top - 66 * s), (x + 180 * s, top - 18 * s)], 3, (60, 52, 62))
        cranes.line([(x, top), (x, top - 66 * s)], 6, (48, 42, 54))
        cranes.line([(x + 120 * s, top - 8), (x + 120 * s, top + 130 * s)], 2, (60, 52, 62))
    cranes.done(blur=1.2)
    ship = c.layer()
    ship.polygon([(470, 460), (930, 456), (900, 526), (500, 528)], (96, 40, 44))
    for row in range(3):
        for i in range(11):
            ship.rect(510 + i * 32, 434 - row * 26, 539 + i * 32, 458 - row * 26, jitter(rng, people.pick(rng, [(150, 60, 50), (60, 90, 110), (190, 150, 80), (90, 110, 84)]), 10))
    ship.rect(868, 372, 910, 458, (214, 200, 188))
    ship.done(blur=1.2, volume=8, texture=0.3)
    c.mirror(524, 0.7, 8, (70, 62, 74))
    gull = c.layer()
    for x, y, s in ((300, 220, 26), (640, 170, 18), (700, 240, 14)):
        gull.line([(x - s, y - s * 0.3), (x - s * 0.3, y - s * 0.5), (x, y), (x + s * 0.4, y - s * 0.5), (x + s, y - s * 0.2)], 4, (60, 54, 66))
    gull.done(blur=1.2)
    man = c.layer()
    man.rect(0, 740, 420, 800, (40, 34, 40))
    people.person(man, rng, 250, 746, 260, coat=(40, 36, 46), facing="back", hat=(36, 30, 36))
    man.line([(276, 610), (440, 500)], 4, (50, 44, 48))
    man.done(blur=1.0, volume=9, strength=1.4, light=(0.9, -0.3))
    c.strokes(9000, 17, 4, 0.5)
    c.develop(warmth=0.7, contrast=1.1, bloom=0.4)


def polling(c, rng):
    c.sky([(0, (196, 190, 170)), (0.7, (176, 168, 148)), (1, (140, 126, 104))])
    c.ground(560, (136, 116, 92), (166, 148, 124), 0.15)
    room = c.layer()
    for i in range(4):
        room.rect(60 + i * 300, 70, 260 + i * 300, 330, (232, 236, 240))
        room.rect(156 + i * 300, 70, 164 + i * 300, 330, (176, 170, 156))
    room.done(blur=6)
    for i in range(4):
        c.glow(160 + i * 300, 200, 110, (255, 252, 240), 0.3)
    booths = c.layer()
    for i in range(4):
        booths.rect(520 + i * 170, 330, 660 + i * 170, 600, jitter(rng, (96, 116, 150), 6))
        booths.rect(530 + i * 170, 350, 650 + i * 170, 470, (66, 84, 116))
    booths.done(blur=2.4, volume=12, texture=0.15)
    people_back = c.layer()
    for i in range(3):
        people.person(people_back, rng, 590 + i * 170, 650, 280, facing="back")
    people_back.done(blur=2.0, volume=10, strength=1.4)
    table = c.layer()
    table.polygon([(60, 640), (480, 610), (560, 700), (90, 740)], (186, 160, 122))
    table.done(blur=1.4, texture=0.25)
    seat = c.layer()
    people.person(seat, rng, 200, 800, 360, coat=(150, 70, 70), pose="hold", hair=(150, 146, 142))
    seat.feet.clear()
    seat.done(blur=1.2, volume=12, strength=1.5)
    box = c.layer()
    box.polygon([(690, 620), (860, 620), (846, 790), (704, 790)], (206, 216, 222))
    box.polygon([(680, 606), (870, 606), (866, 630), (684, 630)], (60, 76, 110))
    box.done(blur=1.2, volume=14, strength=1.2)
    voter = c.layer()
    people.person(voter, rng, 960, 830, 520, coat=(64, 92, 84), facing="left", pose="hold", hair=(60, 40, 34))
    voter.polygon([(800, 560), (866, 552), (862, 604), (806, 606)], (244, 242, 236))
    voter.done(blur=1.1, volume=18, strength=1.5, texture=0.15, light=(-0.3, -0.9))
    c.strokes(8000, 14, 3, 0.44)
    c.develop(warmth=0.4, contrast=1.07)
