/* SPDX-License-Identifier: MIT
 *
 * Programs that make pictures from words: the names that they write where a camera or an editor names itself
 * (xmp:CreatorTool, EXIF and PNG Software). Knows no field and no verdict.
 */
#include <cutline/fields.h>
#include <cutline/text.h>

#include <string.h>

/* As fold keys. Nothing else bears these names. */
static const char *const unmistakable[] = {
	"dall e", "dalle", "dall e2", "dall e3", "midjourney", "mid journey", "stable diffusion",
	"stablediffusion", "sdxl", "dreamstudio", "adobe firefly", "openai", "chatgpt", "gpt image",
	"google imagen", "imagefx", "nano banana", "bing image creator", "comfyui", "automatic1111",
	"invokeai", "fooocus", "novelai", "leonardo ai", "black forest labs", "runwayml",
	"runway gen", "craiyon", "nightcafe", "dreamina", "seedream", "kandinsky 2", "kandinsky 3",
	"playground ai", "deepai", "hotpot ai", "artbreeder", "stability ai", "generative ai"};
/* Words of other things, too: the program, if the name begins so and no more than a version follows. */
static const char *const alone[] = {"firefly", "imagen", "flux", "sora", "ideogram", "gemini", "grok",
	"recraft", "kling", "kandinsky", "krea"};

static gboolean
is_version(const char *text)
{
	return *text == '\0' || (*text == ' ' && g_ascii_isdigit(text[1]));
}

gboolean
cl_program_makes_pictures(const char *name)
{
	g_autofree char *fold = cl_text_fold(name);
	g_autofree char *words = g_strdup_printf(" %s ", fold);

	for (gsize i = 0; i < G_N_ELEMENTS(alone); i++)
		if (g_str_has_prefix(fold, alone[i]) && is_version(fold + strlen(alone[i])))
			return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(unmistakable); i++) {
		g_autofree char *word = g_strdup_printf(" %s ", unmistakable[i]);

		if (strstr(words, word) != NULL)
			return TRUE;
	}
	return FALSE;
}
