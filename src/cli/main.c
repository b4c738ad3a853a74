/* SPDX-License-Identifier: MIT
 *
 * The command `cutline`: starts in milliseconds because nothing that decodes is linked here.
 * Messages stay English whatever the locale: scripts and colleagues read them, too.
 */
#include <locale.h>
#include <sys/stat.h>
#include "command.h"

int
main(int argc, char **argv)
{
	setlocale(LC_CTYPE, "");
	/* Photographs under embargo are no stranger's business; the group is the user's choice. */
	umask(umask(077) | 007);
	return cli_main(argc, argv);
}
