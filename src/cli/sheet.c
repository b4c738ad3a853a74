/* SPDX-License-Identifier: MIT
 *
 * Decides how a contact sheet looks. The page carries its pictures as data: URIs, has no script
 * and a policy that forbids any: captions come from strangers. Knows no archive.
 */
#include <string.h>
#include "sheet.h"

static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	"img-src data:; style-src 'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<meta name=\"robots\" content=\"noindex\">\n";

static const char style[] =
	"<style>\n"
	":root{--ink:#1d1b19;--soft:#6b655e;--line:#dcd6cc;--paper:#faf8f4;--mark:#9b2d1f;--mat:#"
	"efebe3}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0;background:var(--paper);color:var(--ink);"
	"font:15px/1.45 Georgia,'Noto Serif','Liberation Serif',serif}\n"
	"header,main,footer{max-width:1500px;margin:0 auto;padding:0 clamp(16px,3vw,48px)}\n"
	"header{padding-top:40px;padding-bottom:20px}\n"
	"header div{border-top:4px solid var(--ink);border-bottom:1px solid var(--line);"
	"padding:14px 0 12px;display:flex;flex-wrap:wrap;gap:6px 24px;align-items:baseline}\n"
	"h1{font-size:32px;line-height:1.15;font-weight:700;letter-spacing:-.01em;margin:0;"
	"overflow-wrap:anywhere}\n"
	"header p{margin:0;color:var(--soft);font:13px/1.4 system-ui,'Noto Sans','Liberation Sans',"
	"sans-serif}\n"
	"main{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(270px,100%),1fr));"
	"gap:36px 28px;padding-top:16px;padding-bottom:48px}\n"
	"article{display:flex;flex-direction:column;min-width:0}\n"
	".mat{background:var(--mat);aspect-ratio:4/3;position:relative;display:flex;"
	"align-items:center;justify-content:center;margin-bottom:12px}\n"
	".mat img{position:absolute;inset:0;margin:auto;max-width:calc(100% - 20px);"
	"max-height:calc(100% - 20px);box-shadow:0 1px 4px rgba(0,0,0,.28)}\n"
	".mat span{color:var(--soft);font:13px system-ui,'Noto Sans','Liberation "
	"Sans',sans-serif}\n"
	".killed .mat span{color:var(--mark);font-weight:700;letter-spacing:.12em}\n"
	"h2{font-size:17px;line-height:1.28;margin:0 0 4px;overflow-wrap:anywhere}\n"
	".caption{margin:0 0 8px;font-size:14px;overflow-wrap:anywhere;white-space:pre-line}\n"
	".none{color:var(--soft);font-style:italic}\n"
	".credit{margin:0 0 6px;font:600 12.5px/1.4 system-ui,'Noto Sans','Liberation "
	"Sans',sans-serif;"
	"overflow-wrap:anywhere}\n"
	".facts{margin:0;color:var(--soft);font:12px/1.5 system-ui,'Noto Sans','Liberation Sans',"
	"sans-serif;overflow-wrap:anywhere}\n"
	".facts code{font:12px ui-monospace,'Noto Sans Mono','Liberation Mono',monospace;"
	"color:var(--ink)}\n"
	".badges{list-style:none;margin:8px 0 0;padding:0;display:flex;flex-wrap:wrap;gap:4px}\n"
	".badges li{border:1px solid var(--line);border-radius:2px;padding:1px "
	"6px;color:var(--soft);"
	"font:11px/1.5 system-ui,'Noto Sans','Liberation Sans',sans-serif}\n"
	".badges "
	"li.state{border-color:var(--mark);background:var(--mark);color:#fff;font-weight:600}\n"
	"footer{padding-bottom:32px;color:var(--soft);font:12px system-ui,'Noto Sans',"
	"'Liberation Sans',sans-serif}\n"
	"footer p{border-top:1px solid var(--line);padding-top:12px}\n"
	"@media print{@page{margin:14mm}body{background:#fff;font-size:10pt}"
	"header{padding-top:0}main{grid-template-columns:repeat(3,1fr);gap:7mm 6mm}"
	"article{break-inside:avoid}.mat{background:none;border:1px solid var(--line);"
	"print-color-adjust:exact}.mat img{box-shadow:none}}\n"
	"</style>\n";

/* Text content and quoted attributes alike. Controls other than tab and newline are no HTML. */
static void
escape(GString *html, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	for (const char *at = valid; *at; at++) {
		switch (*at) {
		case '<':
			g_string_append(html, "&lt;");
			break;
		case '>':
			g_string_append(html, "&gt;");
			break;
		case '&':
			g_string_append(html, "&amp;");
			break;
		case '"':
			g_string_append(html, "&quot;");
			break;
		case '\'':
			g_string_append(html, "&#39;");
			break;
		default:
			if ((guchar)*at >= 0x20 || *at == '\n' || *at == '\t')
				g_string_append_c(html, *at);
		}
	}
}

static void
element(GString *html, const char *open, const char *text, const char *close)
{
	if (!text || !*text)
		return;
	g_string_append(html, open);
	escape(html, text);
	g_string_append(html, close);
}

void
cli_sheet_begin(GString *html, const char *title, const char *subtitle)
{
	g_string_append(html, head);
	element(html, "<title>", title, "</title>\n");
	g_string_append(html, style);
	g_string_append(html, "</head>\n<body>\n<header><div>");
	/* bdi: a right-to-left title does not reorder what stands beside it. */
	element(html, "<h1><bdi>", title, "</bdi></h1>");
	element(html, "<p>", subtitle, "</p>");
	g_string_append(html, "</div></header>\n<main>\n");
}

/* The alternative text names the picture; the caption follows as text anyway. */
static void
add_picture(GString *html, const CliSheetPhoto *photo)
{
	g_autofree char *base64 = NULL;
	gconstpointer bytes;
	gsize n_bytes;

	g_string_append(html, "<div class=\"mat\">");
	if (strcmp(photo->state, "killed") == 0) {
		g_string_append(html, "<span>KILLED</span></div>\n");
		return;
	}
	if (!photo->thumbnail) {
		g_string_append(html, "<span>no picture yet</span></div>\n");
		return;
	}
	bytes = g_bytes_get_data(photo->thumbnail, &n_bytes);
	base64 = g_base64_encode(bytes, n_bytes);
	g_string_append(html, "<img loading=\"lazy\" decoding=\"async\" alt=\"");
	escape(html, photo->headline ? photo->headline : photo->id);
	g_string_append(html, "\" src=\"data:image/jpeg;base64,");
	g_string_append(html, base64);
	g_string_append(html, "\"></div>\n");
}

static void
add_facts(GString *html, const CliSheetPhoto *photo)
{
	g_string_append(html, "<p class=\"facts\"><code>");
	escape(html, photo->id);
	g_string_append(html, "</code>");
	element(html, " · ", photo->date, "");
	element(html, " · <bdi>", photo->place, "</bdi>");
	if (photo->width)
		g_string_append_printf(html, " · %u × %u", photo->width, photo->height);
	g_string_append(html, "</p>\n");
}

/* "NO_CREDIT" → "no credit". */
static void
add_code(GString *html, const char *code)
{
	g_autofree char *words = g_strdelimit(g_ascii_strdown(code, -1), "_", ' ');

	escape(html, words);
}

static void
add_badges(GString *html, const CliSheetPhoto *photo)
{
	gboolean fine = strcmp(photo->state, "ok") == 0;

	if (fine && photo->n_findings == 0 && !photo->copies)
		return;
	g_string_append(html, "<ul class=\"badges\">");
	if (!fine)
		element(html, "<li class=\"state\">", photo->state, "</li>");
	if (photo->copies)
		element(html, "<li>", photo->copies, "</li>");
	for (guint i = 0; i < photo->n_findings; i++) {
		g_string_append(html, "<li title=\"");
		escape(html, photo->sentences[i] ? photo->sentences[i] : "");
		g_string_append(html, "\">");
		add_code(html, photo->findings[i]);
		g_string_append(html, "</li>");
	}
	g_string_append(html, "</ul>\n");
}

void
cli_sheet_add(GString *html, const CliSheetPhoto *photo)
{
	g_string_append(html, "<article class=\"");
	escape(html, photo->state);
	g_string_append(html, "\">\n");
	add_picture(html, photo);
	element(html, "<h2 dir=\"auto\">", photo->headline, "</h2>\n");
	if (photo->caption && *photo->caption)
		element(html, "<p class=\"caption\" dir=\"auto\">", photo->caption, "</p>\n");
	else
		g_string_append(html, "<p class=\"caption none\">no caption</p>\n");
	if (photo->credit || photo->byline) {
		g_string_append(html, "<p class=\"credit\" dir=\"auto\">");
		element(html, "<bdi>", photo->byline, "</bdi>");
		if (photo->credit && photo->byline)
			g_string_append(html, " · ");
		element(html, "<bdi>", photo->credit, "</bdi>");
		g_string_append(html, "</p>\n");
	} else {
		g_string_append(html, "<p class=\"credit none\">nobody named</p>\n");
	}
	add_facts(html, photo);
	add_badges(html, photo);
	g_string_append(html, "</article>\n");
}

void
cli_sheet_end(GString *html, const char *footer)
{
	g_string_append(html, "</main>\n");
	element(html, "<footer><p>", footer, "</p></footer>\n");
	g_string_append(html, "</body>\n</html>\n");
}
