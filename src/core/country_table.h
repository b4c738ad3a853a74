/* SPDX-License-Identifier: MIT
 *
 * ISO 3166-1: alpha-2, alpha-3, English name. XK is user-assigned and in everybody's use.
 */
#pragma once

/* clang-format off */
#define COUNTRY_TABLE(X) \
	X("AD", "AND", "Andorra") X("AE", "ARE", "United Arab Emirates") X("AF", "AFG", "Afghanistan") \
	X("AG", "ATG", "Antigua and Barbuda") X("AI", "AIA", "Anguilla") X("AL", "ALB", "Albania") \
	X("AM", "ARM", "Armenia") X("AO", "AGO", "Angola") X("AQ", "ATA", "Antarctica") \
	X("AR", "ARG", "Argentina") X("AS", "ASM", "American Samoa") X("AT", "AUT", "Austria") \
	X("AU", "AUS", "Australia") X("AW", "ABW", "Aruba") X("AX", "ALA", "Åland Islands") \
	X("AZ", "AZE", "Azerbaijan") X("BA", "BIH", "Bosnia and Herzegovina") \
	X("BB", "BRB", "Barbados") X("BD", "BGD", "Bangladesh") X("BE", "BEL", "Belgium") \
	X("BF", "BFA", "Burkina Faso") X("BG", "BGR", "Bulgaria") X("BH", "BHR", "Bahrain") \
	X("BI", "BDI", "Burundi") X("BJ", "BEN", "Benin") X("BL", "BLM", "Saint Barthélemy") \
	X("BM", "BMU", "Bermuda") X("BN", "BRN", "Brunei Darussalam") X("BO", "BOL", "Bolivia") \
	X("BQ", "BES", "Bonaire, Sint Eustatius and Saba") X("BR", "BRA", "Brazil") \
	X("BS", "BHS", "Bahamas") X("BT", "BTN", "Bhutan") X("BV", "BVT", "Bouvet Island") \
	X("BW", "BWA", "Botswana") X("BY", "BLR", "Belarus") X("BZ", "BLZ", "Belize") \
	X("CA", "CAN", "Canada") X("CC", "CCK", "Cocos (Keeling) Islands") \
	X("CD", "COD", "Congo, The Democratic Republic of the") \
	X("CF", "CAF", "Central African Republic") X("CG", "COG", "Congo") \
	X("CH", "CHE", "Switzerland") X("CI", "CIV", "Côte d'Ivoire") X("CK", "COK", "Cook Islands") \
	X("CL", "CHL", "Chile") X("CM", "CMR", "Cameroon") X("CN", "CHN", "China") \
	X("CO", "COL", "Colombia") X("CR", "CRI", "Costa Rica") X("CU", "CUB", "Cuba") \
	X("CV", "CPV", "Cabo Verde") X("CW", "CUW", "Curaçao") X("CX", "CXR", "Christmas Island") \
	X("CY", "CYP", "Cyprus") X("CZ", "CZE", "Czechia") X("DE", "DEU", "Germany") \
	X("DJ", "DJI", "Djibouti") X("DK", "DNK", "Denmark") X("DM", "DMA", "Dominica") \
	X("DO", "DOM", "Dominican Republic") X("DZ", "DZA", "Algeria") X("EC", "ECU", "Ecuador") \
	X("EE", "EST", "Estonia") X("EG", "EGY", "Egypt") X("EH", "ESH", "Western Sahara") \
	X("ER", "ERI", "Eritrea") X("ES", "ESP", "Spain") X("ET", "ETH", "Ethiopia") \
	X("FI", "FIN", "Finland") X("FJ", "FJI", "Fiji") X("FK", "FLK", "Falkland Islands (Malvinas)") \
	X("FM", "FSM", "Micronesia, Federated States of") X("FO", "FRO", "Faroe Islands") \
	X("FR", "FRA", "France") X("GA", "GAB", "Gabon") X("GB", "GBR", "United Kingdom") \
	X("GD", "GRD", "Grenada") X("GE", "GEO", "Georgia") X("GF", "GUF", "French Guiana") \
	X("GG", "GGY", "Guernsey") X("GH", "GHA", "Ghana") X("GI", "GIB", "Gibraltar") \
	X("GL", "GRL", "Greenland") X("GM", "GMB", "Gambia") X("GN", "GIN", "Guinea") \
	X("GP", "GLP", "Guadeloupe") X("GQ", "GNQ", "Equatorial Guinea") X("GR", "GRC", "Greece") \
	X("GS", "SGS", "South Georgia and the South Sandwich Islands") X("GT", "GTM", "Guatemala") \
	X("GU", "GUM", "Guam") X("GW", "GNB", "Guinea-Bissau") X("GY", "GUY", "Guyana") \
	X("HK", "HKG", "Hong Kong") X("HM", "HMD", "Heard Island and McDonald Islands") \
	X("HN", "HND", "Honduras") X("HR", "HRV", "Croatia") X("HT", "HTI", "Haiti") \
	X("HU", "HUN", "Hungary") X("ID", "IDN", "Indonesia") X("IE", "IRL", "Ireland") \
	X("IL", "ISR", "Israel") X("IM", "IMN", "Isle of Man") X("IN", "IND", "India") \
	X("IO", "IOT", "British Indian Ocean Territory") X("IQ", "IRQ", "Iraq") X("IR", "IRN", "Iran") \
	X("IS", "ISL", "Iceland") X("IT", "ITA", "Italy") X("JE", "JEY", "Jersey") \
	X("JM", "JAM", "Jamaica") X("JO", "JOR", "Jordan") X("JP", "JPN", "Japan") \
	X("KE", "KEN", "Kenya") X("KG", "KGZ", "Kyrgyzstan") X("KH", "KHM", "Cambodia") \
	X("KI", "KIR", "Kiribati") X("KM", "COM", "Comoros") X("KN", "KNA", "Saint Kitts and Nevis") \
	X("KP", "PRK", "North Korea") X("KR", "KOR", "South Korea") X("KW", "KWT", "Kuwait") \
	X("KY", "CYM", "Cayman Islands") X("KZ", "KAZ", "Kazakhstan") X("LA", "LAO", "Laos") \
	X("LB", "LBN", "Lebanon") X("LC", "LCA", "Saint Lucia") X("LI", "LIE", "Liechtenstein") \
	X("LK", "LKA", "Sri Lanka") X("LR", "LBR", "Liberia") X("LS", "LSO", "Lesotho") \
	X("LT", "LTU", "Lithuania") X("LU", "LUX", "Luxembourg") X("LV", "LVA", "Latvia") \
	X("LY", "LBY", "Libya") X("MA", "MAR", "Morocco") X("MC", "MCO", "Monaco") \
	X("MD", "MDA", "Moldova") X("ME", "MNE", "Montenegro") \
	X("MF", "MAF", "Saint Martin (French part)") X("MG", "MDG", "Madagascar") \
	X("MH", "MHL", "Marshall Islands") X("MK", "MKD", "North Macedonia") X("ML", "MLI", "Mali") \
	X("MM", "MMR", "Myanmar") X("MN", "MNG", "Mongolia") X("MO", "MAC", "Macao") \
	X("MP", "MNP", "Northern Mariana Islands") X("MQ", "MTQ", "Martinique") \
	X("MR", "MRT", "Mauritania") X("MS", "MSR", "Montserrat") X("MT", "MLT", "Malta") \
	X("MU", "MUS", "Mauritius") X("MV", "MDV", "Maldives") X("MW", "MWI", "Malawi") \
	X("MX", "MEX", "Mexico") X("MY", "MYS", "Malaysia") X("MZ", "MOZ", "Mozambique") \
	X("NA", "NAM", "Namibia") X("NC", "NCL", "New Caledonia") X("NE", "NER", "Niger") \
	X("NF", "NFK", "Norfolk Island") X("NG", "NGA", "Nigeria") X("NI", "NIC", "Nicaragua") \
	X("NL", "NLD", "Netherlands") X("NO", "NOR", "Norway") X("NP", "NPL", "Nepal") \
	X("NR", "NRU", "Nauru") X("NU", "NIU", "Niue") X("NZ", "NZL", "New Zealand") \
	X("OM", "OMN", "Oman") X("PA", "PAN", "Panama") X("PE", "PER", "Peru") \
	X("PF", "PYF", "French Polynesia") X("PG", "PNG", "Papua New Guinea") \
	X("PH", "PHL", "Philippines") X("PK", "PAK", "Pakistan") X("PL", "POL", "Poland") \
	X("PM", "SPM", "Saint Pierre and Miquelon") X("PN", "PCN", "Pitcairn") \
	X("PR", "PRI", "Puerto Rico") X("PS", "PSE", "Palestine, State of") X("PT", "PRT", "Portugal") \
	X("PW", "PLW", "Palau") X("PY", "PRY", "Paraguay") X("QA", "QAT", "Qatar") \
	X("RE", "REU", "Réunion") X("RO", "ROU", "Romania") X("RS", "SRB", "Serbia") \
	X("RU", "RUS", "Russian Federation") X("RW", "RWA", "Rwanda") X("SA", "SAU", "Saudi Arabia") \
	X("SB", "SLB", "Solomon Islands") X("SC", "SYC", "Seychelles") X("SD", "SDN", "Sudan") \
	X("SE", "SWE", "Sweden") X("SG", "SGP", "Singapore") \
	X("SH", "SHN", "Saint Helena, Ascension and Tristan da Cunha") X("SI", "SVN", "Slovenia") \
	X("SJ", "SJM", "Svalbard and Jan Mayen") X("SK", "SVK", "Slovakia") \
	X("SL", "SLE", "Sierra Leone") X("SM", "SMR", "San Marino") X("SN", "SEN", "Senegal") \
	X("SO", "SOM", "Somalia") X("SR", "SUR", "Suriname") X("SS", "SSD", "South Sudan") \
	X("ST", "STP", "Sao Tome and Principe") X("SV", "SLV", "El Salvador") \
	X("SX", "SXM", "Sint Maarten (Dutch part)") X("SY", "SYR", "Syria") X("SZ", "SWZ", "Eswatini") \
	X("TC", "TCA", "Turks and Caicos Islands") X("TD", "TCD", "Chad") \
	X("TF", "ATF", "French Southern Territories") X("TG", "TGO", "Togo") X("TH", "THA", "Thailand") \
	X("TJ", "TJK", "Tajikistan") X("TK", "TKL", "Tokelau") X("TL", "TLS", "Timor-Leste") \
	X("TM", "TKM", "Turkmenistan") X("TN", "TUN", "Tunisia") X("TO", "TON", "Tonga") \
	X("TR", "TUR", "Türkiye") X("TT", "TTO", "Trinidad and Tobago") X("TV", "TUV", "Tuvalu") \
	X("TW", "TWN", "Taiwan") X("TZ", "TZA", "Tanzania") X("UA", "UKR", "Ukraine") \
	X("UG", "UGA", "Uganda") X("UM", "UMI", "United States Minor Outlying Islands") \
	X("US", "USA", "United States") X("UY", "URY", "Uruguay") X("UZ", "UZB", "Uzbekistan") \
	X("VA", "VAT", "Holy See (Vatican City State)") \
	X("VC", "VCT", "Saint Vincent and the Grenadines") X("VE", "VEN", "Venezuela") \
	X("VG", "VGB", "Virgin Islands, British") X("VI", "VIR", "Virgin Islands, U.S.") \
	X("VN", "VNM", "Vietnam") X("VU", "VUT", "Vanuatu") X("WF", "WLF", "Wallis and Futuna") \
	X("WS", "WSM", "Samoa") X("YE", "YEM", "Yemen") X("YT", "MYT", "Mayotte") \
	X("ZA", "ZAF", "South Africa") X("ZM", "ZMB", "Zambia") X("ZW", "ZWE", "Zimbabwe") \
	X("XK", "XKX", "Kosovo")
/* clang-format on */
