/* SPDX-License-Identifier: MIT
 *
 * Every limit on input, once, with its unit. Compare with these before allocating.
 */
#pragma once

/* Files and pictures */
#define CL_MAX_FILE_BYTES (2ULL << 30)	   /* one original */
#define CL_MAX_PIXELS 250000000ULL	   /* width × height of one frame */
#define CL_MAX_DIMENSION 65500U		   /* one side */
#define CL_MAX_FRAMES 1000U		   /* frames or pages; more is a finding, the first is used */
#define CL_MAX_SCANS 200U		   /* SOS markers of a progressive JPEG */
#define CL_MAX_NAME_BYTES 4096U		   /* a path as given */
#define CL_MAX_FOLDER_DEPTH 64U		   /* folders below the one named */

/* Metadata */
#define CL_MAX_METADATA_BYTES (64U << 20)  /* all blocks of one file together */
#define CL_MAX_EXIF_BYTES (8U << 20)
#define CL_MAX_IPTC_BYTES (8U << 20)
#define CL_MAX_XMP_BYTES (8U << 20)	   /* one packet */
#define CL_MAX_XMP_EXTENDED_BYTES (64U << 20)
#define CL_MAX_XMP_DEPTH 64U
#define CL_MAX_XMP_PACKETS 16U
#define CL_MAX_SEGMENTS 65536U		   /* segments, chunks, boxes of one file */
#define CL_MAX_IFD_ENTRIES 4096U	   /* entries of one IFD */
#define CL_MAX_IFDS 64U			   /* IFDs of one file */
#define CL_MAX_BOX_DEPTH 16U		   /* nested ISO-BMFF boxes */
#define CL_MAX_INFLATED_BYTES (16U << 20)  /* one compressed metadata chunk, inflated */
#define CL_MAX_VALUE_BYTES (1U << 20)	   /* one received value */
#define CL_MAX_VALUES 20000U		   /* received values of one file */
#define CL_MAX_PACKET 1000000U		   /* number of an XMP packet or a side-car */
#define CL_MAX_THUMBNAIL_BYTES (1U << 20)  /* embedded thumbnail kept for show */

/* Decoder process */
#define CL_DECODER_CPU_S 20
#define CL_DECODER_WALL_S 60
#define CL_DECODER_ADDRESS_BYTES (3ULL << 30)
#define CL_DECODER_GROWN_BYTES (400ULL << 20) /* resident: replaced between jobs above this */
#define CL_DECODER_MESSAGE_BYTES (80U << 20)  /* one answer */
#define CL_DECODER_OUTPUTS 8U
#define CL_DECODER_OUTPUT_BYTES (256U << 20)   /* one output of a job */

/* Files that the administrator writes */
#define CL_MAX_RULES_BYTES (16U << 20)	   /* one table of rules that an archive overrides */

/* Stories */
#define CL_MAX_USE_TEXT_BYTES 20000U /* a caption written for one story */
#define CL_MAX_PLACEMENT_BYTES 200U  /* where in a page a picture stands */

/* Search */
#define CL_MAX_QUERY_BYTES 4096U
#define CL_MAX_QUERY_TERMS 200U
#define CL_MAX_QUERY_DEPTH 40U
#define CL_FACET_WINDOW 5000U		   /* facets are counted over the newest so many matches */
/* Matches are counted to here, and no longer than this since the search began: the rest of a large number
 * tells nobody more, and counting a phrase of common words through a million photos takes 0.1 s. */
#define CL_COUNT_WINDOW 10000U
#define CL_COUNT_MS 5
/* Photos of one search that are asked by verdict, the newest first, and for how long of processor time. */
#define CL_MAX_JUDGED 20000U
#define CL_JUDGED_MS 1500

/* Editing */
#define CL_MAX_EDIT_BYTES (64U << 10)	   /* one text that a person writes */
#define CL_MAX_EDIT_VALUES 1000U	   /* values of one list */
#define CL_MAX_EDIT_STEPS 200U		   /* of one edit or template */
#define CL_MAX_EDIT_PHOTOS 20000U	   /* of one edit: more would keep other writers waiting too long */
#define CL_MAX_CODES 50000U		   /* of one code file; values of a pick list */
#define CL_MAX_WRITTEN_BYTES (8U << 20)	   /* a template, code file or pick list as a file */
#define CL_MAX_REASON_BYTES 2000U

/* Catalog */
#define CL_BUSY_TIMEOUT_MS 10000
