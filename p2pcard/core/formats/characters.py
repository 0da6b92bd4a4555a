"""What each character is to a line of text, after Unicode 15.0.0: data only.

Made by `scripts/make characters`: ranges that follow each other without a gap, from
U+0000 to U+10FFFF, with where each begins, its kind, and the scripts that use it.
docs/spec.md, section 3.2, says what the kinds are, and docs/characters.txt holds
the same for people, with its sources and the licence of Unicode, Inc.
"""

from typing import Final

STARTS: Final = """\
0 20 21 41 5B 61 7B 7F A1 AA AB AD AE B5 B6 BA BB C0 D7 D8 F7 F8 2B9 2C2 2C6 2D2 2E0 2E5 2EA 2EC 2ED
2EE 2EF 300 342 343 345 346 34F 350 363 370 374 375 376 378 37A 37E 37F 380 384 385 386 387 388 38B
38C 38D 38E 3A2 3A3 3E2 3F0 3F6 3F7 400 482 483 485 487 48A 530 531 557 559 55A 560 589 58B 58D 590
591 5BE 5BF 5C0 5C1 5C3 5C4 5C6 5C7 5C8 5D0 5EB 5EF 5F3 5F5 606 60C 60D 610 61B 61C 61D 61F 620 621
622 626 627 628 629 62A 62F 633 640 641 648 649 64B 656 660 66A 66E 670 671 674 675 678 688 69A 6C0
6C1 6C3 6CC 6CD 6CE 6CF 6D0 6D2 6D4 6D5 6D6 6DD 6DE 6DF 6E5 6E7 6E9 6EA 6EE 6F0 6FA 6FD 6FF 700 70E
710 711 712 715 71A 71E 71F 728 729 72A 72B 72C 72D 72F 730 74B 74D 74E 750 759 75C 76B 76D 771 772
773 775 778 77A 780 7A6 7B1 7B2 7C0 7CA 7EB 7F4 7F6 7FA 7FB 7FD 7FE 800 840 841 846 848 849 84A 854
855 856 859 85C 85E 85F 860 861 862 866 867 868 869 86B 870 883 886 887 888 889 88E 88F 898 8A0 8AA
8AD 8AE 8AF 8B1 8B3 8B9 8BA 8C9 8CA 8E2 8E3 900 903 904 93A 93B 93C 93D 93E 941 949 94D 94E 950 951
953 955 958 962 964 965 966 971 980 981 982 984 985 98D 98F 991 993 9A9 9AA 9B0 9B1 9B2 9B3 9B6 9BA
9BC 9BD 9BE 9C1 9C5 9C7 9C9 9CB 9CD 9CE 9CF 9D7 9D8 9DC 9DE 9DF 9E2 9E4 9E6 9F0 9F1 9F2 9FC 9FD 9FE
9FF A01 A03 A04 A05 A0B A0F A11 A13 A29 A2A A31 A32 A34 A35 A37 A38 A3A A3C A3D A3E A41 A43 A47 A49
A4B A4D A4E A51 A52 A59 A5D A5E A5F A66 A70 A72 A75 A76 A77 A81 A83 A84 A85 A8E A8F A92 A93 AA9 AAA
AB1 AB2 AB4 AB5 ABA ABC ABD ABE AC1 AC6 AC7 AC9 ACA ACB ACD ACE AD0 AD1 AE0 AE2 AE4 AE6 AF2 AF9 AFA
B00 B01 B02 B04 B05 B0D B0F B11 B13 B29 B2A B31 B32 B34 B35 B3A B3C B3D B3E B3F B40 B41 B45 B47 B49
B4B B4D B4E B55 B57 B58 B5C B5E B5F B62 B64 B66 B71 B72 B78 B82 B83 B84 B85 B8B B8E B91 B92 B96 B99
B9B B9C B9D B9E BA0 BA3 BA5 BA8 BAB BAE BBA BBE BC0 BC1 BC3 BC6 BC9 BCA BCD BCE BD0 BD1 BD7 BD8 BE6
BFB C00 C01 C04 C05 C0D C0E C11 C12 C29 C2A C3A C3C C3D C3E C41 C45 C46 C49 C4A C4D C4E C55 C57 C58
C5B C5D C5E C60 C62 C64 C66 C70 C77 C80 C81 C82 C84 C85 C8D C8E C91 C92 CA9 CAA CB0 CB1 CB4 CB5 CBA
CBC CBD CBE CBF CC0 CC5 CC6 CC7 CC9 CCA CCC CCD CCE CD5 CD7 CDD CDF CE0 CE2 CE4 CE6 CF0 CF1 CF3 CF4
D00 D02 D04 D0D D0E D11 D12 D3B D3D D3E D41 D45 D46 D49 D4A D4D D4E D4F D50 D54 D57 D58 D5F D62 D64
D66 D7A D80 D81 D82 D84 D85 D97 D9A DB2 DB3 DBC DBD DBE DC0 DC7 DCA DCB DCF DD2 DD5 DD6 DD7 DD8 DE0
DE6 DF0 DF2 DF4 DF5 E01 E31 E32 E34 E3A E3B E3F E40 E47 E4F E5C E81 E83 E84 E85 E86 E8B E8C EA4 EA5
EA6 EA7 EB1 EB2 EB4 EBA EBB EBD EBE EC0 EC5 EC6 EC7 EC8 ECF ED0 EDA EDC EE0 F00 F01 F18 F1A F35 F36
F37 F38 F39 F3A F3E F40 F48 F49 F6D F71 F7F F80 F84 F85 F86 F88 F8D F98 F99 FBD FBE FC6 FC7 FCD FCE
FD5 FD9 FDB 1000 102B 102D 1031 1032 1038 1039 103A 103B 103D 103F 1040 104A 1050 1056 1058 105A
105E 1061 1062 1065 1067 106E 1071 1075 1082 1083 1085 1087 108D 108E 108F 1090 109A 109D 109E 10A0
10C6 10C7 10C8 10CD 10CE 10D0 10FB 10FC 1100 115F 1161 1200 1249 124A 124E 1250 1257 1258 1259 125A
125E 1260 1289 128A 128E 1290 12B1 12B2 12B6 12B8 12BF 12C0 12C1 12C2 12C6 12C8 12D7 12D8 1311 1312
1316 1318 135B 135D 1360 137D 1380 1390 139A 13A0 13F6 13F8 13FE 1400 1401 166D 166F 1680 16EB 16EE
1780 17B4 17B6 17B7 17BE 17C6 17C7 17C9 17D2 17D3 17D4 17D7 17D8 17DC 17DD 17DE 17E0 17EA 17F0 17FA
1800 180B 1810 181A 1820 1879 1880 1885 1887 18A9 18AA 18AB 18B0 18F6 1900 191F 1920 1923 1927 1929
192C 1930 1932 1933 1939 193C 1940 1941 1944 1950 196E 1970 1975 1980 19AC 19B0 19CA 19D0 19DB 19DE
19E0 1A00 1A20 1A55 1A56 1A57 1A58 1A5F 1A60 1A61 1A62 1A63 1A65 1A6D 1A73 1A7D 1A7F 1A80 1A8A 1A90
1A9A 1AA0 1AA7 1AA8 1AAE 1AB0 1ACF 1B00 1B04 1B05 1B34 1B35 1B36 1B3B 1B3C 1B3D 1B42 1B43 1B44 1B45
1B4D 1B50 1B6B 1B74 1B7F 1B80 1B82 1B83 1BA1 1BA2 1BA6 1BA8 1BAA 1BAB 1BAC 1BAE 1BB0 1BBA 1BC0 1BE6
1BE7 1BE8 1BEA 1BED 1BEE 1BEF 1BF2 1BF4 1BFC 1C00 1C24 1C2C 1C34 1C36 1C38 1C3B 1C4A 1C4D 1C50 1C5A
1C7E 1C80 1C89 1C90 1CBB 1CBD 1CC0 1CC8 1CD0 1CD1 1CD2 1CD3 1CD4 1CD5 1CD7 1CD8 1CD9 1CDA 1CDB 1CE1
1CE2 1CE9 1CEA 1CEB 1CED 1CEE 1CF2 1CF3 1CF4 1CF5 1CF7 1CF8 1CFA 1D00 1D26 1D2B 1D2C 1D5D 1D62 1D66
1D6B 1D78 1D79 1DBF 1DC0 1DC2 1DF8 1DF9 1DFA 1DFB 1E00 1F00 1F16 1F18 1F1E 1F20 1F46 1F48 1F4E 1F50
1F58 1F59 1F5A 1F5B 1F5C 1F5D 1F5E 1F5F 1F7E 1F80 1FB5 1FB6 1FBD 1FBE 1FBF 1FC2 1FC5 1FC6 1FCD 1FD0
1FD4 1FD6 1FDC 1FDD 1FE0 1FED 1FF0 1FF2 1FF5 1FF6 1FFD 1FFF 200C 200D 200E 2010 2028 2030 205F 2070
2071 2072 2074 207F 2080 208F 2090 209D 20A0 20C1 20D0 20F0 20F1 2100 2102 2103 2107 2108 210A 2114
2115 2116 2119 211E 2124 2125 2126 2127 2128 2129 212A 212C 212E 212F 2132 2133 2135 2139 213A 213C
2141 2145 214A 214E 214F 2160 2183 2185 2189 218C 2190 237B 237C 2400 2440 244B 2460 2610 2613 2705
2706 2713 2715 2717 2719 2800 2900 2B74 2B76 2B96 2B97 2BBD 2BBE 2C00 2C60 2C80 2CE5 2CEB 2CEF 2CF2
2CF4 2CF9 2D00 2D26 2D27 2D28 2D2D 2D2E 2D30 2D68 2D6F 2D70 2D71 2D7F 2D80 2D97 2DA0 2DA7 2DA8 2DAF
2DB0 2DB7 2DB8 2DBF 2DC0 2DC7 2DC8 2DCF 2DD0 2DD7 2DD8 2DDF 2DE0 2E00 2E2F 2E30 2E43 2E44 2E5E 2E80
2E9A 2E9B 2EF4 2F00 2FD6 2FF0 2FFC 3001 3003 3004 3005 3007 3008 3012 3013 3014 301C 3020 3021 302A
302E 3030 3031 3036 3037 3038 303B 303C 303D 303E 3040 3041 3097 3099 309B 309D 309F 30A0 30A1 30FB
30FC 30FD 30FF 3105 3130 3131 3164 3165 318F 3190 31A0 31C0 31E4 31F0 3200 321F 3220 3248 3260 327F
3280 32B1 32C0 32CC 32D0 32FF 3300 3358 3371 337B 3380 33E0 33FF 3400 4DC0 4E00 A000 A48D A490 A4C7
A4D0 A4FE A500 A60D A610 A620 A62A A62C A640 A66F A673 A674 A67E A67F A69E A6A0 A6E6 A6F0 A6F2 A6F8
A700 A708 A717 A720 A722 A788 A789 A78B A7CB A7D0 A7D2 A7D3 A7D4 A7D5 A7DA A7F2 A800 A802 A803 A806
A807 A80B A80C A823 A825 A827 A828 A82C A82D A830 A833 A836 A83A A880 A882 A8B4 A8C4 A8C5 A8C6 A8CE
A8DA A8E0 A8F1 A8F2 A8F3 A8F4 A8F8 A8FB A8FC A8FD A8FF A900 A90A A926 A92E A92F A930 A960 A97D A980
A983 A984 A9B3 A9B4 A9B6 A9BA A9BC A9BE A9C0 A9C1 A9CE A9CF A9D0 A9DA A9DE A9E0 A9E5 A9E6 A9F0 A9FA
A9FF AA00 AA29 AA2F AA31 AA33 AA35 AA37 AA40 AA43 AA44 AA4C AA4D AA4E AA50 AA5A AA5C AA60 AA77 AA7A
AA7B AA7C AA7D AA7E AA80 AAB0 AAB1 AAB2 AAB5 AAB7 AAB9 AABE AAC0 AAC1 AAC2 AAC3 AADB AADE AAE0 AAEB
AAEC AAEE AAF0 AAF2 AAF5 AAF6 AAF7 AB01 AB07 AB09 AB0F AB11 AB17 AB20 AB27 AB28 AB2F AB30 AB5B AB5C
AB65 AB66 AB6A AB6C AB70 ABC0 ABE3 ABE5 ABE6 ABE8 ABE9 ABEB ABEC ABED ABEE ABF0 ABFA AC00 D7A4 D7B0
D7C7 D7CB D7FC F900 FA6E FA70 FADA FB00 FB07 FB13 FB18 FB1D FB1E FB1F FB20 FB2A FB37 FB38 FB3D FB3E
FB3F FB40 FB42 FB43 FB45 FB46 FB50 FBB2 FBC3 FD3E FD40 FD50 FDCF FDD0 FDFD FDFE FE00 FE20 FE2E FE30
FE45 FE47 FE49 FE50 FE73 FE74 10140 1018F 10190 1019D 101A0 101A1 101D0 101FD 101FE 102E0 102E1
102FC 104B0 104D4 104D8 104FC 10780 10786 10787 107B1 107B2 107BB 10D00 10D01 10D22 10D23 10D24
10D28 10D30 10D3A 10E60 10E7F 10EFD 10F00 11100 11103 11127 1112C 1112D 11133 11134 11135 11136
11144 11145 11147 11148 111E1 111F5 11301 11302 11303 11304 1133B 1133D 11400 11435 11438 11440
11442 11443 11445 11446 11447 1144B 1145C 1145D 1145E 1145F 11462 11660 1166D 11AB0 11AC0 11B00
11B0A 11FB0 11FB1 11FC0 11FF2 11FFF 12000 16800 16A39 16F00 16F4B 16F4F 16F50 16F51 16F88 16F8F
16F93 16FA0 16FE2 16FE3 16FE4 16FF0 16FF2 1AFF0 1AFF4 1AFF5 1AFFC 1AFFD 1AFFF 1B000 1B001 1B120
1B123 1B132 1B133 1B150 1B153 1B155 1B156 1B164 1B168 1CF00 1CF2E 1CF30 1CF47 1CF50 1CFC4 1D000
1D0F6 1D100 1D127 1D129 1D159 1D15A 1D165 1D167 1D16A 1D16D 1D173 1D17B 1D183 1D185 1D18C 1D1AA
1D1AE 1D1EB 1D200 1D242 1D245 1D246 1D2C0 1D2D4 1D2E0 1D2F4 1D300 1D357 1D360 1D372 1D379 1DF00
1DF1F 1DF25 1DF2B 1E030 1E06E 1E08F 1E090 1E100 1E12D 1E130 1E137 1E13E 1E140 1E14A 1E14E 1E14F
1E150 1E2C0 1E2EC 1E2F0 1E2FA 1E2FF 1E300 1E7E0 1E7E7 1E7E8 1E7EC 1E7ED 1E7EF 1E7F0 1E7FF 1E900
1E944 1E94B 1E94C 1E950 1E95A 1E95E 1E960 1EC71 1ECB5 1ED01 1ED3E 1EEF0 1EEF2 1F000 1F02C 1F030
1F094 1F0A0 1F0AF 1F0B1 1F0C0 1F0C1 1F0D0 1F0D1 1F0F6 1F100 1F1AE 1F1E6 1F200 1F201 1F203 1F210
1F23C 1F240 1F249 1F250 1F252 1F260 1F266 1F300 1F5F3 1F5FA 1F6D8 1F6DC 1F6ED 1F6F0 1F6FD 1F700
1F777 1F77B 1F7DA 1F7E0 1F7EC 1F7F0 1F7F1 1F800 1F80C 1F810 1F848 1F850 1F85A 1F860 1F888 1F890
1F8AE 1F8B0 1F8B2 1F900 1FA54 1FA60 1FA6E 1FA70 1FA7D 1FA80 1FA89 1FA90 1FABE 1FABF 1FAC6 1FACE
1FADC 1FAE0 1FAE9 1FAF0 1FAF9 1FB00 1FB93 1FB94 1FBB1 1FBB2 1FBCB 20000 2A6E0 2A700 2B73A 2B740
2B81E 2B820 2CEA2 2CEB0 2EBE1 2F800 2FA1E 30000 3134B 31350 323B0
"""
KINDS: Final = (
    "- ololo-olo-ololololollololoololocmcmc-cmllol-lol-oolol-l-l-lllollommml-l-lolo-o-momomomom-l-lo-ooom"
    "o-oodlrdrdrdrdldrdmmoodmrlrdrdrdrdrdrdrorm-omlmomrododo-rmdrdrdrdrdrdrm-rddrdrdrdrdrdlml-odmlol-mo-r"
    "drdrdrdrm-o-dldlrdr-rldlodr-mdrlrdrdrdlm-mmslmsmlsmsvslmcmlmooollms-l-l-l-lq-l-l-mlsm-s-svl-s-l-lm-o"
    "qlolom-ms-l-l-l-l-l-l-l-m-sm-m-mv-m-l-l-omlmo-ms-l-l-l-l-l-l-mlsm-ms-sv-l-lm-o-lm-ms-l-l-l-l-l-l-mls"
    "msm-s-sv-ms-l-lm-olo-ml-l-l-l-l-l-l-l-l-l-sms-s-sv-l-s-o-msml-l-l-l-mlms-m-mv-m-l-l-lm-o-olmsol-l-l-"
    "lql-l-mlsms-ms-smv-s-l-lm-o-ls-msl-l-lvlsm-s-svlo-lsolm-ol-ms-l-l-l-l-l-v-sm-m-s-o-so-lmlmv-olmo-l-l"
    "-l-l-l-lmlmvml-l-l-m-o-l-lomomomomosl-l-msmvomlm-m-omo-ooo-lsmsmskvsmloolsmlmlslslmlmsmsmlsosmol-l-l"
    "-loll-ll-l-l-l-l-l-l-l-l-l-l-l-l-l-l-l-mo-lo-l-l-olol-o-l-smsmsmkmololm-o-o-o-o-d-lmdmd-l-l-msms-sms"
    "m-o-ol-l-l-l-o-oo-lsmsm-ksmsmsm-mo-o-olo-c-mslmsmsmsmsvl-omo-mslsmsmvkmlollmsmsmsmv-olsmsm-o-lolol-l"
    "-lo-mmmommmmmmmsmlllmlllmlsm-lllllllllllmcmcmcll-l-l-l-l-l-l-l-l-l-lolol-lol-l-olo-l-lo-<>-o-o-ol-ol"
    "o-l-o-cm-o-olo-o-o-o-olo-ol-o-l-l-o-o-olooloo-o-o-o-o-o-o-o-o-o-o-o-o-llolml-ol-l-l-l-lo-kl-l-l-l-l-"
    "l-l-l-l-molooo-o-o-o-o-oooloooooooomsolooolloo-l-mol-ololl-l-l-l-olo-lo-ooooooooooooooooololl-o-lolo"
    "lol-lmomolmlomo-oolollol-l-l-l-llmlvlmlsmsov-ooo-slsvm-o-mmlllololmolmoo-l-mslmsmsmsvo-lo-olmlol-lms"
    "msm-lmlms-o-ololsmsllmlmlmlmlml-lolsmsolsk-l-l-l-l-l-lolllo-llsmsmsosv-o-l-l-l-l-l-l-l-lml-l-l-l-l-l"
    "-l-o-oo-o-oo-cm-o-o-l-o-o-o-oc-mo-l-l-l-l-l-ldrdm-o-o-m-mlmsmkv-olsl-o-m-s-m-lsmsvmsmlo-oml-o-l-o-l-"
    "o-o-l-l-mls-ml-ol-s-l-l-l-lll-l-l-l-l-c-c-o-o-o-o-oscos-cococo-omo-o-o-o-oo-l-l-l-m-l-ml-o-lo-lmo-o-"
    "l-l-l-l-dml-o-o-o-o-o-o-o-o-o-o-o-o-ooo-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-o-"
    "l-l-l-l-l-l-l-l-"
)
SCRIPTS: Final = """\
- - Zyyy Latn Zyyy Latn Zyyy - Zyyy Latn Zyyy - Zyyy Zyyy Zyyy Latn Zyyy Latn Zyyy Latn Zyyy Latn
Zyyy Zyyy Zyyy Zyyy Latn Zyyy Bopo Zyyy Zyyy Zyyy Zyyy Zyyy Grek Zyyy Grek Zyyy - Zyyy Latn Grek
Zyyy Grek Grek - Grek Zyyy Grek - Grek Zyyy Grek Zyyy Grek - Grek - Grek - Grek Copt Grek Grek Grek
Cyrl Cyrl Cyrl Cyrl+Latn Cyrl Cyrl - Armn - Armn Armn Armn Armn - Armn - Hebr Hebr Hebr Hebr Hebr
Hebr Hebr Hebr Hebr - Hebr - Hebr Hebr - Arab Arab+Nkoo+Rohg+Syrc+Thaa Arab Arab
Arab+Nkoo+Rohg+Syrc+Thaa - Arab Adlm+Arab+Nkoo+Rohg+Syrc+Thaa Arab Arab Arab Arab Arab Arab Arab
Arab Arab Arab Adlm+Arab+Mand+Rohg+Syrc Arab Arab Arab Arab+Syrc Arab Arab+Thaa Arab Arab Arab+Syrc
Arab Arab Arab Arab Arab Arab Arab Arab Arab Arab Arab Arab Arab Arab Arab Arab+Rohg Arab Arab -
Arab Arab Arab Arab Arab Arab Arab Arab Arab Arab Arab Syrc - Syrc Syrc Syrc Syrc Syrc Syrc Syrc
Syrc Syrc Syrc Syrc Syrc Syrc Syrc Syrc - Syrc Syrc Arab Arab Arab Arab Arab Arab Arab Arab Arab
Arab Arab Thaa Thaa Thaa - Nkoo Nkoo Nkoo Nkoo Nkoo Nkoo - Nkoo Nkoo - Mand Mand Mand Mand Mand Mand
Mand Mand Mand Mand - Mand - Syrc Syrc Syrc Syrc Syrc Syrc Syrc - Arab Arab Arab Arab Arab Arab Arab
- Arab Arab Arab Arab Arab Arab Arab Arab Arab Arab Arab Arab - Arab Deva Deva Deva Deva Deva Deva
Deva Deva Deva Deva Deva Deva Deva Beng+Deva+Gujr+Guru+Knda+Latn+Mlym+Orya+Taml+Telu Zyyy Deva Deva
Deva Beng+Deva+Gujr+Guru+Knda+Mlym+Orya+Sinh+Sylo+Taml+Telu
Beng+Deva+Gujr+Guru+Knda+Limb+Mlym+Orya+Sinh+Sylo+Taml+Telu Deva Deva Beng Beng Beng - Beng - Beng -
Beng - Beng Beng - Beng - Beng - Beng Beng Beng Beng - Beng - Beng Beng Beng - Beng - Beng - Beng
Beng - Beng+Cakm+Sylo Beng Beng Beng Beng Beng Beng - Guru Guru - Guru - Guru - Guru - Guru - Guru -
Guru - Guru - Guru - Guru Guru - Guru - Guru Guru - Guru - Guru - Guru - Guru Guru Guru Guru Guru -
Gujr Gujr - Gujr - Gujr - Gujr - Gujr - Gujr - Gujr - Gujr Gujr Gujr Gujr - Gujr Gujr - Gujr Gujr -
Gujr - Gujr Gujr - Gujr - Gujr Gujr - Orya Orya - Orya - Orya - Orya - Orya - Orya - Orya - Orya
Orya Orya Orya Orya Orya - Orya - Orya Orya - Orya Orya - Orya - Orya Orya - Orya Orya Orya - Taml
Taml - Taml - Taml - Taml - Taml - Taml - Taml - Taml - Taml - Taml - Taml Taml Taml - Taml - Taml
Taml - Taml - Taml - Taml - Telu Telu Telu Telu - Telu - Telu - Telu - Telu Telu Telu Telu - Telu -
Telu Telu - Telu - Telu - Telu - Telu Telu - Telu - Telu Knda Knda Knda Knda Knda - Knda - Knda -
Knda Knda Knda - Knda - Knda Knda Knda Knda Knda - Knda Knda - Knda Knda Knda - Knda - Knda - Knda
Knda - Knda - Knda Knda - Mlym Mlym Mlym - Mlym - Mlym Mlym Mlym Mlym Mlym - Mlym - Mlym Mlym Mlym
Mlym - Mlym Mlym Mlym Mlym Mlym - Mlym Mlym - Sinh Sinh - Sinh - Sinh - Sinh - Sinh - Sinh - Sinh -
Sinh Sinh - Sinh - Sinh - Sinh - Sinh Sinh - Thai Thai Thai Thai Thai - Zyyy Thai Thai Thai - Laoo -
Laoo - Laoo - Laoo - Laoo - Laoo Laoo Laoo Laoo Laoo Laoo Laoo - Laoo - Laoo - Laoo - Laoo - Laoo -
Tibt Tibt Tibt Tibt Tibt Tibt Tibt Tibt Tibt Tibt Tibt Tibt - Tibt - Tibt Tibt Tibt Tibt Tibt Tibt
Tibt Tibt - Tibt - Tibt Tibt Tibt - Tibt Zyyy Tibt - Mymr Mymr Mymr Mymr Mymr Mymr Mymr Mymr Mymr
Mymr Mymr Cakm+Mymr+Tale Mymr Mymr Mymr Mymr Mymr Mymr Mymr Mymr Mymr Mymr Mymr Mymr Mymr Mymr Mymr
Mymr Mymr Mymr Mymr Mymr Mymr Mymr Mymr Mymr Geor - Geor - Geor - Geor Geor+Latn Geor Hang - Hang
Ethi - Ethi - Ethi - Ethi - Ethi - Ethi - Ethi - Ethi - Ethi - Ethi - Ethi - Ethi - Ethi - Ethi -
Ethi - Ethi - Ethi Ethi - Ethi Ethi - Cher - Cher - Cans Cans Cans Cans - Zyyy - Khmr - Khmr Khmr
Khmr Khmr Khmr Khmr Khmr Khmr Khmr Khmr Khmr Khmr Khmr - Khmr - Khmr - Mong - Mong - Mong - Mong
Mong Mong Mong Mong - Cans - Limb - Limb Limb Limb Limb - Limb Limb Limb Limb - Limb - Limb Tale -
Tale - Talu - Talu - Talu - Talu Khmr - Lana Lana Lana Lana Lana - Lana Lana Lana Lana Lana Lana
Lana - Lana Lana - Lana - Lana Lana Lana - Zyyy - Bali Bali Bali Bali Bali Bali Bali Bali Bali Bali
Bali Bali Bali - Bali Bali Bali - Sund Sund Sund Sund Sund Sund Sund Sund Sund Sund Sund Sund Sund
Batk Batk Batk Batk Batk Batk Batk Batk Batk - Batk Lepc Lepc Lepc Lepc Lepc - Lepc - Lepc Olck Olck
Olck Cyrl - Geor - Geor Sund - Beng+Deva+Knda Deva Beng+Deva+Knda Deva Deva Beng+Deva Deva Beng+Deva
Deva Deva+Knda+Mlym+Orya+Taml+Telu Deva Beng+Deva Deva Deva Beng+Deva Deva Beng+Deva Deva
Beng+Deva+Knda+Orya+Telu Deva Deva+Knda Beng+Deva Beng Deva - Latn Grek Cyrl Latn Grek Latn Grek
Latn Cyrl Latn Grek Grek Zyyy Cyrl+Syrc Zyyy Syrc Zyyy Latn Grek - Grek - Grek - Grek - Grek - Grek
- Grek - Grek - Grek - Grek - Grek Grek Grek Grek Grek - Grek Grek Grek - Grek - Grek Grek Grek -
Grek - Grek Grek - - - - Zyyy - Zyyy - Zyyy Latn - Zyyy Latn Zyyy - Latn - Zyyy - Zyyy Deva+Latn -
Zyyy - Zyyy Zyyy Zyyy - Zyyy - Zyyy - Zyyy - Zyyy Grek Zyyy - Zyyy Latn - Zyyy - Latn - Zyyy - Zyyy
- Zyyy - Zyyy Latn Zyyy Latn Latn Latn Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy
- Zyyy - Zyyy - Zyyy - Zyyy - Latn Copt Copt Copt Copt Copt - Copt Geor - Geor - Geor - Tfng - Tfng
Tfng - Tfng Ethi - Ethi - Ethi - Ethi - Ethi - Ethi - Ethi - Ethi - Ethi - Cyrl Zyyy Zyyy Zyyy Cyrl
Zyyy - Hani - Hani - Hani - Zyyy - Bopo+Hang+Hani+Hira+Kana+Yiii Bopo+Hang+Hani+Hira+Kana Zyyy Hani
Hani Bopo+Hang+Hani+Hira+Kana+Yiii Zyyy Bopo+Hang+Hani+Hira+Kana Bopo+Hang+Hani+Hira+Kana+Yiii
Bopo+Hang+Hani+Hira+Kana Zyyy Hani Bopo+Hani Hang Bopo+Hang+Hani+Hira+Kana Hira+Kana Zyyy
Bopo+Hang+Hani+Hira+Kana Hani Hani Hani+Hira+Kana Hani+Hira+Kana Hani - Hira - Hira+Kana Hira+Kana
Hira - Hira+Kana Kana Bopo+Hang+Hani+Hira+Kana+Yiii Hira+Kana Kana - Bopo - Hang - Hang - Hani Bopo
Hani - Kana Hang - Hani Zyyy Hang Zyyy Hani Zyyy Hani Zyyy Kana Hani Kana Hani Zyyy Hani Zyyy Hani
Zyyy Hani Zyyy Hani Yiii - Yiii - Lisu Lisu Vaii Vaii Vaii Vaii Vaii - Cyrl Cyrl Cyrl Cyrl Cyrl Cyrl
Cyrl Bamu Bamu Bamu Bamu - Hani+Latn Zyyy Zyyy Zyyy Latn Zyyy Zyyy Latn - Latn - Latn - Latn - Latn
Sylo Sylo Sylo Sylo Sylo Sylo Sylo Sylo Sylo Sylo Sylo Sylo - Deva+Gujr+Guru+Knda+Mlym
Deva+Gujr+Guru+Knda Deva+Gujr+Guru - Saur Saur Saur Saur Saur - Saur - Deva Beng+Deva Deva Deva+Taml
Deva Deva Deva Deva Deva Deva Kali Kali Kali Kali+Latn+Mymr Kali - Hang - Java Java Java Java Java
Java Java Java Java Java Java - Java Java - Java Mymr Mymr Mymr Mymr Mymr - Cham Cham Cham Cham Cham
Cham - Cham Cham Cham Cham Cham - Cham - Cham Mymr Mymr Mymr Mymr Mymr Mymr Mymr Tavt Tavt Tavt Tavt
Tavt Tavt Tavt Tavt Tavt Tavt Tavt - Tavt Tavt Mtei Mtei Mtei Mtei Mtei Mtei Mtei Mtei - Ethi - Ethi
- Ethi - Ethi - Ethi - Latn Zyyy Latn Grek Latn Zyyy - Cher Mtei Mtei Mtei Mtei Mtei Mtei Mtei Mtei
Mtei - Mtei - Hang - Hang - Hang - Hani - Hani - Latn - Armn - Hebr Hebr Hebr - Hebr - Hebr - Hebr -
Hebr - Hebr - Hebr - Arab - Arab+Nkoo Arab - Arab - Arab+Thaa Arab - Zyyy Cyrl -
Bopo+Hang+Hani+Hira+Kana - Zyyy - Arab - Grek - Zyyy - Grek - Zyyy Zyyy - Arab+Copt Arab+Copt - Osge
- Osge - Latn - Latn - Latn - Rohg Rohg Rohg Rohg Rohg - Rohg - Arab - Arab - Cakm Cakm Cakm Cakm
Cakm Cakm Cakm - Cakm Cakm Cakm Cakm - Sinh - Taml - Taml - Taml - Newa Newa Newa Newa Newa Newa
Newa Newa Newa Newa - Newa Newa Newa - Mong - Cans - Deva - Lisu - Taml - Taml - Bamu - Plrd - Plrd
Plrd Plrd - Plrd Plrd - Hani Hani - Hani - Kana - Kana - Kana - Kana Hira Kana - Hira - Hira - Kana
- Kana - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy Zyyy Zyyy Zyyy Zyyy - Zyyy Zyyy Zyyy Zyyy
Zyyy Zyyy - Grek Grek Grek - Zyyy - Zyyy - Zyyy - Hani Zyyy - Latn - Latn - Cyrl - Cyrl - Hmnp -
Hmnp Hmnp - Hmnp - Hmnp Hmnp - Wcho Wcho Wcho - Wcho - Ethi - Ethi - Ethi - Ethi - Adlm Adlm Adlm -
Adlm - Adlm - Zyyy - Zyyy - Arab - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy Hira Zyyy -
Zyyy - Zyyy - Hani - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy -
Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy - Zyyy -
Zyyy - Zyyy - Hani - Hani - Hani - Hani - Hani - Hani - Hani - Hani -
"""
