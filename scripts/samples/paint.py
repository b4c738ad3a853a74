# SPDX-License-Identifier: MIT
"""Paint for the sample photographs: layers with depth, volume and light, and a lens at the end.

Knows nothing of what is drawn (people.py, places.py, scenes.py) or of metadata.
"""
import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter


def mix(a, b, t):
    """The colour between a and b."""
    return tuple(a[i] + (b[i] - a[i]) * t for i in range(3))


def jitter(rng, color, amount=12):
    """A colour a little off, the same way in all channels and a little in each."""
    all_of_it = rng.normal(0, amount)
    return tuple(max(0, min(255, v + all_of_it + rng.normal(0, amount * 0.16))) for v in color)


def ints(color):
    return tuple(int(max(0, min(255, v))) for v in color)


def noise(rng, width, height, cell, octaves=4, gain=0.5):
    """Soft random field of 0 to 1; `cell` is the size of its largest blobs in pixels."""
    total = np.zeros((height, width), np.float32)
    weight, scale, sum_of_weights = 1.0, float(cell), 0.0
    for _ in range(octaves):
        small = (max(2, int(math.ceil(width / scale)) + 2), max(2, int(math.ceil(height / scale)) + 2))
        field = Image.fromarray(rng.random((small[1], small[0]), dtype=np.float32))
        total += weight * np.asarray(field.resize((width, height), Image.BICUBIC))
        sum_of_weights += weight
        weight, scale = weight * gain, max(2.0, scale / 2)
    return np.clip(total / sum_of_weights, 0, 1)


class Layer:
    """Shapes of one depth. Drawn over a copy of the canvas, so that blurred edges bleed rightly."""

    def __init__(self, canvas):
        self.canvas = canvas
        self.rgb = canvas.image.copy()
        self.mask = Image.new("L", canvas.image.size, 0)
        self._rgb, self._mask = ImageDraw.Draw(self.rgb), ImageDraw.Draw(self.mask)
        self.feet = []  # (x, y, height) of who stands here: they get a shadow

    def polygon(self, points, color):
        points = [(float(x), float(y)) for x, y in points]
        self._rgb.polygon(points, fill=ints(color))
        self._mask.polygon(points, fill=255)

    def ellipse(self, x, y, rx, ry, color):
        box = (x - rx, y - ry, x + rx, y + ry)
        self._rgb.ellipse(box, fill=ints(color))
        self._mask.ellipse(box, fill=255)

    def rect(self, x0, y0, x1, y1, color):
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], color)

    def line(self, points, width, color):
        """A limb: round ends, so that joints do not show."""
        width = max(1.0, width)
        for draw, fill in ((self._rgb, ints(color)), (self._mask, 255)):
            draw.line([tuple(p) for p in points], fill=fill, width=int(round(width)), joint="curve")
        for x, y in points:
            self.ellipse(x, y, width / 2, width / 2, color)

    def done(self, blur=1.0, volume=0, strength=1.0, light=(-0.7, -0.7), texture=0.0, opacity=1.0):
        """Lay it on the canvas. `volume` (pixels) rounds the shapes: lit from `light`, dark opposite."""
        box = self.mask.getbbox()
        if not box:
            return
        if self.feet:
            self._shadows()
        margin = int(blur * 3 + volume * 2 + 4)
        width, height = self.canvas.image.size
        box = (max(0, box[0] - margin), max(0, box[1] - margin),
               min(width, box[2] + margin), min(height, box[3] + margin))
        rgb, mask = self.rgb.crop(box), self.mask.crop(box)
        if volume or texture:
            pixels = np.asarray(rgb, np.float32)
            gain = np.ones(pixels.shape[:2], np.float32)
            if volume:
                soft = np.asarray(mask.filter(ImageFilter.GaussianBlur(volume)), np.float32) / 255
                dy, dx = np.gradient(soft)
                gain += np.clip((dx * light[0] + dy * light[1]) * -volume * strength, -0.55, 0.6)
            if texture:
                gain += texture * (noise(self.canvas.rng, gain.shape[1], gain.shape[0], 40, 4, 0.7) - 0.5)
            lit = np.asarray(mask, np.float32)[..., None] / 255
            pixels = pixels * (1 + (gain[..., None] - 1) * lit)
            rgb = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
        if blur:
            rgb = rgb.filter(ImageFilter.GaussianBlur(blur))
            mask = mask.filter(ImageFilter.GaussianBlur(blur))
        if opacity < 1:
            mask = mask.point(lambda v: int(v * opacity))
        self.canvas.image.paste(rgb, box[:2], mask)


    def _shadows(self):
        dark = Image.new("L", self.canvas.image.size, 0)
        draw = ImageDraw.Draw(dark)
        for x, y, h in self.feet:
            draw.ellipse((x - h * 0.15, y - h * 0.03, x + h * 0.24, y + h * 0.035), fill=150)
        dark = dark.filter(ImageFilter.GaussianBlur(self.feet[0][2] * 0.025 + 1))
        self.canvas.image.paste((16, 17, 24), (0, 0), dark)


class Canvas:
    def __init__(self, width, height, rng):
        self.rng = rng
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width, height))

    def layer(self):
        return Layer(self)

    def pixels(self):
        return np.asarray(self.image, np.float32)

    def set_pixels(self, pixels):
        self.image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))

    def sky(self, stops, clouds=0.0, cloud_color=(245, 245, 248), cell=420, bottom=1.0):
        """Vertical gradient through `stops` [(0..1, colour)], with drifting clouds."""
        y = np.linspace(0, 1 / bottom, self.height)
        columns = [np.interp(y, [s[0] for s in stops], [s[1][i] for s in stops]) for i in range(3)]
        field = np.repeat(np.stack(columns, -1)[:, None, :], self.width, 1).astype(np.float32)
        if clouds:
            wide = noise(self.rng, self.width, self.height * 3, cell, 6, 0.55)
            alpha = np.clip((wide[::3][: self.height] - 0.47) * 4, 0, 1)[..., None] * clouds
            lit = noise(self.rng, self.width, self.height, cell // 2, 4)[..., None] * 0.35 + 0.75
            field = field * (1 - alpha) + np.array(cloud_color, np.float32) * lit * alpha
        self.set_pixels(field)

    def ground(self, top, near, far, texture=0.25, cell=60):
        """A plane that runs from the horizon `top` to the lower edge, coarser the nearer it is."""
        rows = self.height - top
        t = np.linspace(0, 1, rows)[:, None, None]
        field = np.array(far, np.float32) * (1 - t) + np.array(near, np.float32) * t
        flat = noise(self.rng, self.width, rows * 4, cell, 5, 0.62)
        depth = (np.linspace(0.12, 1, rows) ** 1.7 * (rows * 4 - 1)).astype(int)
        grain = flat[depth][..., None] - 0.5
        field = np.repeat(field, self.width, 1) * (1 + texture * grain * (0.4 + t) * 2)
        pixels = self.pixels()
        pixels[top:] = field
        self.set_pixels(pixels)

    def smoke(self, x, y, rx, ry, color, density=1.0, cell=160, lean=0.0):
        """Smoke, mist or dust about (x, y), thick in the middle, torn at the edge."""
        yy, xx = np.mgrid[0:self.height, 0:self.width].astype(np.float32)
        dy = (yy - y) / ry
        dx = (xx - x - lean * (y - yy)) / rx
        body = np.clip(1.15 - np.sqrt(dx * dx + dy * dy), 0, 1)
        torn = noise(self.rng, self.width, self.height, cell, 6, 0.58)
        alpha = np.clip(body * 1.7 + (torn - 0.62) * 2.2, 0, 1) * np.clip(body * 3, 0, 1) * density
        lit = 0.62 + 0.75 * noise(self.rng, self.width, self.height, cell * 0.7, 5, 0.6)
        tint = np.array(color, np.float32) * lit[..., None]
        alpha = np.clip(alpha, 0, 1)[..., None]
        self.set_pixels(self.pixels() * (1 - alpha) + tint * alpha)

    def haze(self, color, amount, top=0.0, bottom=1.0):
        """Air between what is drawn so far and what comes: thickest at `bottom` of the height."""
        t = np.clip((np.linspace(0, 1, self.height) - top) / max(1e-3, bottom - top), 0, 1)
        alpha = (t * amount)[:, None, None].astype(np.float32)
        self.set_pixels(self.pixels() * (1 - alpha) + np.array(color, np.float32) * alpha)

    def glow(self, x, y, r, color, strength=1.0):
        """Light added about a point."""
        yy, xx = np.mgrid[0:self.height, 0:self.width].astype(np.float32)
        field = np.exp(-((xx - x) ** 2 + (yy - y) ** 2) / (2.0 * r * r))[..., None]
        self.set_pixels(self.pixels() + field * np.array(color, np.float32) * strength)

    def beam(self, x0, y0, x1, y1, spread, color, strength):
        """A stage lamp's cone from (x0, y0)."""
        layer = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(layer).polygon([(x0 - 4, y0), (x0 + 4, y0), (x1 + spread, y1), (x1 - spread, y1)], fill=255)
        soft = np.asarray(layer.filter(ImageFilter.GaussianBlur(spread / 4)), np.float32)[..., None] / 255
        fade = np.linspace(1, 0.25, self.height)[:, None, None]
        self.set_pixels(self.pixels() + soft * fade * np.array(color, np.float32) * strength)

    def bokeh(self, n, box, radius, colors, strength=0.5):
        """Lights far out of focus: soft discs, brighter at the rim."""
        field = np.zeros((self.height, self.width, 3), np.float32)
        for _ in range(n):
            r = radius * self.rng.uniform(0.5, 1.15)
            x, y = self.rng.uniform(box[0], box[2]), self.rng.uniform(box[1], box[3])
            x0, x1 = int(max(0, x - r - 3)), int(min(self.width, x + r + 4))
            y0, y1 = int(max(0, y - r - 3)), int(min(self.height, y + r + 4))
            if x1 <= x0 or y1 <= y0:
                continue
            yy, xx = np.mgrid[y0:y1, x0:x1]
            d = np.sqrt((xx - x) ** 2 + (yy - y) ** 2)
            disc = np.clip(r - d, 0, 2) / 2 * (0.65 + 0.35 * np.clip(d / r, 0, 1) ** 6)
            color = np.array(colors[int(self.rng.integers(len(colors)))], np.float32)
            field[y0:y1, x0:x1] += disc[..., None] * color * strength * self.rng.uniform(0.35, 1)
        self.set_pixels(self.pixels() + field)

    def flakes(self, n, size, color=(250, 250, 252), opacity=0.75, slant=0.3):
        """Snow, rain or sparks in front of everything drawn so far."""
        for depth in (0.5, 1.0, 2.2):
            layer = self.layer()
            for _ in range(int(n / depth)):
                x, y = self.rng.uniform(0, self.width), self.rng.uniform(0, self.height)
                r = size * depth * self.rng.uniform(0.5, 1)
                layer.line([(x, y), (x + slant * r * 3, y + r * 1.5)], r, color)
            layer.done(blur=0.6 + depth * 0.9, opacity=opacity / (0.6 + depth * 0.5))

    def mirror(self, top, amount=0.75, ripple=6.0, tint=(90, 100, 105)):
        """Water below `top`: what stands above it, upside down, broken by ripples."""
        pixels = self.pixels()
        rows = self.height - top
        t = np.linspace(0, 1, rows)
        waves = (noise(self.rng, self.width, rows, 50, 4, 0.6) - 0.5) * ripple * (0.3 + 3 * t[:, None])
        yy = np.clip(top - 1 - np.arange(rows)[:, None] * 1.0 - waves * 3, 0, top - 1).astype(int)
        xx = np.clip(np.arange(self.width)[None, :] + waves, 0, self.width - 1).astype(int)
        reflected = pixels[yy, xx]
        dark = amount * (1 - 0.35 * t[:, None, None])
        pixels[top:] = reflected * dark + np.array(tint, np.float32) * (1 - dark)
        self.set_pixels(pixels)

    def strokes(self, n=9000, length=16, width=3, blend=0.4, keep=None):
        """The hand: short strokes in the picture's own colours, following a soft field.
        `keep` (x, y, r): finer there, as for faces."""
        self._stroke(n // 2, length * 1.9, width * 2.4, blend * 0.85, keep)
        self._stroke(n, length, width, blend, keep)

    def _stroke(self, n, length, width, blend, keep):
        rng = self.rng
        painted = self.image.copy()
        draw = ImageDraw.Draw(painted)
        source = self.image.load()
        field = noise(rng, self.width, self.height, 260, 2)
        xs, ys = rng.integers(0, self.width, n), rng.integers(0, self.height, n)
        wobble, tone = rng.normal(0, 0.35, n), rng.normal(1, 0.045, n)
        for i in range(n):
            x, y = int(xs[i]), int(ys[i])
            scale = 1.0
            if keep and (x - keep[0]) ** 2 + (y - keep[1]) ** 2 < keep[2] ** 2:
                scale = 0.35
            angle = field[y, x] * 7 + wobble[i]
            dx, dy = math.cos(angle) * length * scale / 2, math.sin(angle) * length * scale / 2
            color = ints(v * tone[i] for v in source[x, y])
            draw.line((x - dx, y - dy, x + dx, y + dy), fill=color, width=max(1, int(width * scale)))
        painted = painted.filter(ImageFilter.GaussianBlur(0.8))
        self.image = Image.blend(self.image, painted, blend)

    def develop(self, warp=2.2, bloom=0.28, warmth=0.0, contrast=1.08, vignette=0.34, grain=3.6, fade=6.0, color=0.78):
        """The lens and the film: edges not quite straight, bloom, tone curve, vignette, grain."""
        rng = self.rng
        pixels = self.pixels()
        if warp:
            shift = [(noise(rng, self.width, self.height, 90, 3) - 0.5) * 2 * warp * 2 for _ in range(2)]
            yy, xx = np.mgrid[0:self.height, 0:self.width]
            pixels = pixels[np.clip(yy + shift[0], 0, self.height - 1).astype(int),
                            np.clip(xx + shift[1], 0, self.width - 1).astype(int)]
        self.set_pixels(pixels)
        self.image = self.image.filter(ImageFilter.GaussianBlur(0.7))
        pixels = self.pixels()
        bright = np.clip(pixels - 150, 0, 255)
        wide = Image.fromarray(bright.astype(np.uint8)).filter(ImageFilter.GaussianBlur(self.width / 45))
        pixels = pixels + np.asarray(wide, np.float32) * bloom * 2
        v = np.clip(pixels / 255, 0, 1.2)
        v = (v - 0.5) * contrast + 0.5
        v = np.where(v > 0.8, 0.8 + (v - 0.8) * 0.62, v)
        pixels = fade + np.clip(v, 0, 1) * (255 - fade * 1.3)
        pixels *= np.array([1 + warmth * 0.06, 1 + warmth * 0.01, 1 - warmth * 0.07], np.float32)
        yy, xx = np.mgrid[-1:1:self.height * 1j, -1:1:self.width * 1j]
        grey = (pixels @ np.array([0.3, 0.59, 0.11], np.float32))[..., None]
        pixels = grey + (pixels - grey) * color
        fall = 1 - vignette * np.clip((xx * xx * 0.9 + yy * yy) / 1.9, 0, 1) ** 1.5
        pixels = pixels * fall[..., None]
        rough = rng.normal(0, 1, (self.height, self.width)).astype(np.float32)
        soft = rough + 0.5 * np.roll(rough, 1, 0) + 0.5 * np.roll(rough, 1, 1)
        fine = rng.normal(0, grain * 0.2, pixels.shape).astype(np.float32)
        self.set_pixels(pixels + (soft * grain)[..., None] * 0.8 + fine)
