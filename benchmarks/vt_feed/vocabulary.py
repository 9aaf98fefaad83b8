"""Words the generator draws from: engines and how they name things, families, DLL functions, paths."""

# Engine, naming style (see STYLES), version pattern. '%d' in a version is replaced by a number that grows by the day.
ENGINES = (
    ("Bkav", "bkav", "1.3.0.%d"),
    ("Lionic", "kav", "4.2"),
    ("Elastic", "ml", "4.0.%d"),
    ("DrWeb", "drweb", "7.0.49.%d"),
    ("MicroWorld-eScan", "bd", "14.0.409.0"),
    ("CMC", "dotted", "2.10.2019.1"),
    ("FireEye", "bd", "32.44.1.0"),
    ("CAT-QuickHeal", "dotted", "14.00"),
    ("ALYac", "bd", "1.1.3.1"),
    ("Cylance", "unsafe", "2.3.1.101"),
    ("Zillya", "zillya", "2.0.0.%d"),
    ("AegisLab", "kav", "4.2"),
    ("Sangfor", "dotted", "1.0"),
    ("K7AntiVirus", "k7", "11.147.%d"),
    ("Alibaba", "colon", "0.3.0.5"),
    ("K7GW", "k7", "11.147.%d"),
    ("Cybereason", "hex", None),
    ("Arcabit", "bd", "1.0.0.881"),
    ("Invincea", "ml", "1.0.1.0"),
    ("BitDefenderTheta", "theta", "7.2.37796.0"),
    ("Cyren", "slash", "6.3.0.2"),
    ("SymantecMobileInsight", "dotted", "2.0"),
    ("Symantec", "symantec", "1.13.0.0"),
    ("ESET-NOD32", "eset", "%d"),
    ("Baidu", "dotted", "1.0.0.2"),
    ("APEX", "malicious", "6.%d"),
    ("Avast", "avast", "21.1.5827.0"),
    ("ClamAV", "clam", "0.103.0.0"),
    ("Kaspersky", "kav", "15.0.1.13"),
    ("BitDefender", "bd", "7.2"),
    ("NANO-Antivirus", "kav", "1.0.146.%d"),
    ("ViRobot", "dotted", "2014.3.20.0"),
    ("SUPERAntiSpyware", "gen", "5.6.0.1032"),
    ("Rising", "rising", "25.0.0.26"),
    ("Ad-Aware", "bd", "3.0.16.117"),
    ("Emsisoft", "bdb", "2018.12.0.1641"),
    ("Comodo", "at", "%d"),
    ("F-Secure", "avira", "12.0.86.52"),
    ("Baidu-International", "kav", "3.5.1.41473"),
    ("VIPRE", "vipre", "%d"),
    ("TrendMicro", "trend", "11.0.0.1006"),
    ("McAfee-GW-Edition", "mcafee", "v2019.1.2+3728"),
    ("CrowdStrike", "crowd", "1.0"),
    ("Sophos", "sophos", "1.0.2.0"),
    ("SentinelOne", "sentinel", "4.6.0.%d"),
    ("GData", "bd", "A:25.%dB:27.20873"),
    ("Jiangmin", "slash", "16.0.100"),
    ("Webroot", "w32", "1.0.0.403"),
    ("Avira", "avira", "8.3.3.8"),
    ("MAX", "max", "2019.9.16.1"),
    ("Antiy-AVL", "antiy", "3.0.0.1"),
    ("Kingsoft", "kingsoft", "2013.8.14.323"),
    ("Gridinsoft", "dotted", "1.0.22.%d"),
    ("Endgame", "ml", "3.0.18"),
    ("Microsoft", "colon", "1.1.17500.4"),
    ("AhnLab-V3", "ahnlab", "3.19.1.%d"),
    ("ZoneAlarm", "kav", "1.0"),
    ("Avast-Mobile", "avast", "201031-%d"),
    ("TotalDefense", "slash", "37.1.62.1"),
    ("Cynet", "ml2", "4.0.0.24"),
    ("Acronis", "suspicious", "1.1.1.80"),
    ("McAfee", "mcafee", "6.0.6.653"),
    ("VBA32", "kav", "4.4.1"),
    ("Malwarebytes", "dotted", "3.6.4.335"),
    ("Panda", "panda", "4.6.4.2"),
    ("Zoner", "zoner", "0.0.0.0"),
    ("TrendMicro-HouseCall", "trend", "10.0.0.1040"),
    ("Tencent", "dotted", "1.0.0.1"),
    ("Yandex", "yandex", "5.5.2.24"),
    ("Ikarus", "ikarus", "0.1.5.2"),
    ("eGambit", "unsafe", None),
    ("Fortinet", "slash", "6.2.142.0"),
    ("AVG", "avast", "21.1.5827.0"),
    ("Paloalto", "generic", "1.0"),
    ("Qihoo-360", "qihoo", "1.0.0.1120"),
    ("MaxSecure", "dotted", "1.0.0.1"),
    ("Trustlook", "dotted", "1.0"),
    ("TACHYON", "slash", "2020-11-01.02"),
)

# How a style of engine writes a detection; fields: typ Typ plat Fam fam FAM v3 V2 V4 n6 n3 h6 h8 H4 md12.
STYLES = {
    "bd": ("Gen:Variant.%(Fam)s.%(n6)s", "Trojan.GenericKD.%(n8)s", "Trojan.%(Fam)s.%(V4)s", "Gen:Heur.%(Fam)s.%(n3)s"),
    "bdb": ("Gen:Variant.%(Fam)s.%(n6)s (B)", "Trojan.GenericKD.%(n8)s (B)", "Trojan.%(Fam)s.%(V4)s (B)"),
    "kav": ("HEUR:%(Typ)s.%(plat)s.%(Fam)s.gen", "%(Typ)s.%(plat)s.%(Fam)s.%(v4)s", "%(Typ)s.%(plat)s.%(Fam)s.%(v3)s"),
    "colon": ("%(Typ)s:%(plat)s/%(Fam)s.%(V2)s!MTB", "%(Typ)s:%(plat)s/%(Fam)s.%(V2)s", "%(Typ)s:%(plat)s/%(Fam)s!ml"),
    "eset": ("a variant of %(plat)s/%(Fam)s.%(V4)s", "%(plat)s/%(Fam)s.%(V2)s", "a variant of %(plat)s/Kryptik.%(V4)s"),
    "avast": ("%(plat)s:%(Fam)s-%(V2)s [Trj]", "%(plat)s:Malware-gen", "%(plat)s:%(Fam)s-%(V2)s [PUP]"),
    "mcafee": ("%(Fam)s-%(V4)s!%(md12)s", "Artemis!%(md12)s", "GenericRXMM-%(V2)s!%(md12)s"),
    "k7": ("Trojan ( 00%(h6)s1 )", "Riskware ( 0040eff71 )", "Adware ( 00%(h6)s1 )"),
    "slash": ("W32/%(Fam)s.%(V2)s!tr", "W32/%(Fam)s.%(V2)s.gen!Eldorado", "%(Typ)s/%(Fam)s.%(v3)s"),
    "sophos": ("Troj/%(Fam)s-%(V2)s", "Mal/Generic-S", "Mal/%(Fam)s-%(V2)s + Troj/%(Fam)s-%(V2)s"),
    "symantec": ("%(Typ)s.%(Fam)s!g%(n3)s", "ML.Attribute.HighConfidence", "Trojan.Gen.MBT"),
    "trend": ("TROJ_%(FAM)s.%(V4)s", "%(Typ)s.%(plat)s.%(FAM)s.%(V4)s", "TROJ_GEN.R%(n3)sC0DK%(n3)s"),
    "avira": ("TR/%(Fam)s.%(v4)s", "HEUR/AGEN.%(n6)s", "TR/Crypt.XPACK.Gen"),
    "drweb": ("Trojan.%(Fam)s.%(n6)s", "Trojan.DownLoader%(n3)s.%(n6)s", "BackDoor.%(Fam)s.%(n3)s"),
    "rising": ("%(Typ)s.%(Fam)s!8.%(H4)s (TFE:5:%(h8)s)", "%(Typ)s.%(Fam)s!1.%(H4)s (CLASSIC)", "Malware.%(Fam)s!8.%(H4)s (RDMK:%(h8)s) "),
    "crowd": ("win/malicious_confidence_100%% (W)", "win/malicious_confidence_%(n2)s%% (D)"),
    "hex": ("malicious.%(h6)s",),
    "unsafe": ("Unsafe",),
    "malicious": ("Malicious",),
    "suspicious": ("suspicious",),
    "ml": ("malicious (high confidence)", "malicious (moderate confidence)"),
    "ml2": ("Malicious (score: %(n2)s)",),
    "max": ("malware (ai score=%(n2)s)",),
    "sentinel": ("Static AI - Malicious PE", "DFI - Suspicious PE"),
    "bkav": ("W32.AIDetectVM.malware1", "W32.%(Fam)sT.%(typ)s"),
    "zillya": ("%(Typ)s.%(Fam)s.%(plat)s.%(n6)s",),
    "theta": ("Gen:NN.ZexaF.34590.%(v4)s@a%(h6)s",),
    "clam": ("Win.%(Typ)s.%(Fam)s-%(n8)s-0",),
    "gen": ("Trojan.Agent/Gen-%(Fam)s",),
    "at": ("Malware@#%(h8)s%(v4)s", "TrojWare.%(plat)s.%(Fam)s.%(V2)s@%(h6)s"),
    "vipre": ("%(Typ)s.%(plat)s.%(Fam)s.%(v3)s (v)",),
    "w32": ("W32.%(Typ)s.%(Fam)s", "W32.Malware.Gen"),
    "antiy": ("%(Typ)s[%(Typ)s]/%(plat)s.%(Fam)s", "Trojan/%(plat)s.%(Fam)s"),
    "kingsoft": ("Win32.Troj.%(Fam)s.(kcloud)", "Win32.Heur.KVMH008.a.(kcloud)"),
    "ahnlab": ("Trojan/%(plat)s.%(Fam)s.R%(n6)s",),
    "panda": ("Trj/%(V2)s.A", "Generic Malware", "Trj/Genetic.gen"),
    "zoner": ("Trojan.%(plat)s.%(n6)s",),
    "yandex": ("Trojan.%(Fam)s!%(h8)s%(V4)s", "Riskware.Agent!"),
    "ikarus": ("%(Typ)s.%(plat)s.%(Fam)s", "Trojan-Dropper.%(plat)s.%(Fam)s"),
    "generic": ("generic.ml",),
    "qihoo": ("HEUR/QVM%(n2)s.1.%(H4)s.Malware.Gen", "%(plat)s/%(Typ)s.%(H4)s"),
    "dotted": ("%(Typ)s.%(plat)s.%(Fam)s.%(v3)s", "%(Typ)s.%(Fam)s", "%(plat)s.%(Typ)s.%(Fam)s.%(V4)s"),
}

# Results that have broken real importers: no one of them may change what a row means.
ODD_RESULTS = (
    "Worm.Win32.Autoit.eah (classic) ",
    "a;b:c",
    "Trojan.Gen;Heur.2",
    "W32/Odd;Suspicious:1",
    ";",
    ":leading",
    "\u0422\u0440\u043e\u044f\u043d.\u0410\u0433\u0435\u043d\u0442",
    "\u6728\u99ac.Generic",
    "Emoji.\U0001f600.Gen",
    "lone \ud800 surrogate",
    "\udc00low first",
    'quote"d\\path\ttab',
    "line\nbreak",
    "nul\u0000inside",
    "del\u007f\u0080",
    "\ufeffbom",
    "Tr\u00e9jan/\u00dcbel",
    "/slash/</script>",
    "x" * 400,
    " ",
)

FAMILIES = (
    "Emotet Trickbot Qakbot Dridex Agent Kryptik Injector Zbot Zusy Ursu Razy Sality Virut Ramnit Wapomi Upatre Gamarue Andromeda "
    "Allaple Virlock Expiro Parite Neshta Mydoom Vobfus VBKrypt Autoit Delf Dinwod Berbew Picsys Upantix Nabucur Shipup Jorik "
    "Fareit Formbook Lokibot Remcos NanoCore AgentTesla Noon Androm Glupteba Cobalt Meterpreter Mimikatz Rozena Swrort Shelma "
    "CoinMiner Bitmin XMRig Miner WannaCry Locky Cerber GandCrab Sodinokibi Ryuk Stop Crysis Phobos Petya TeslaCrypt Filecoder "
    "InstallCore Softpulse OutBrowse FusionCore Amonetize DownloadAdmin ICLoader Bundler Conduit Crossrider MultiPlug Linkury "
    "SmokeLoader Sabsik Wacatac Tiggre Skeeyah Occamy Casur Zpevdo Bluteal Ymacco Vigorf Fuerboss Tnega Phonzy Woreflint "
    "Mirai Gafgyt Tsunami Dofloo Xorddos Ganiw Hiddad Hqwar Jiagu SmsSend FakeInst Boogr Triada Ewind Smsreg Dnotua "
    "Iframe Redirector Faceliker Cryxos FakejQuery ScrInject Phish Phishing Donoff Valyria SAgent Sdrop Obfuse Powload Nemucod "
    "Gepys Dapato Bladabindi Bifrose Poison Gh0stRAT Farfli Zegost PcClient Hupigon Graybird Siscos Banload Bancos Banker"
).split()
TYPES = "Trojan Backdoor Worm Virus Downloader Ransom PUA Adware Riskware Exploit Trojan-Downloader Trojan-PSW HackTool".split()

# File type, tag, platform, mime, magic, weight.
FILE_TYPES = (
    ("Win32 EXE", "peexe", "Win32", "application/octet-stream", "PE32 executable for MS Windows (GUI) Intel 80386 32-bit", 46),
    ("Win32 DLL", "pedll", "Win32", "application/octet-stream", "PE32 executable for MS Windows (DLL) (GUI) Intel 80386 32-bit", 14),
    ("Win64 EXE", "peexe", "Win64", "application/octet-stream", "PE32+ executable for MS Windows (console) Mono/.Net assembly", 5),
    ("HTML", "html", "HTML", "text/html", "HTML document text", 10),
    ("PDF", "pdf", "PDF", "application/pdf", "PDF document, version 1.5", 6),
    ("Android", "apk", "AndroidOS", "application/java-archive", "Zip archive data, at least v2.0 to extract", 6),
    ("ZIP", "zip", "Win32", "application/zip", "Zip archive data, at least v2.0 to extract", 5),
    ("ELF", "elf", "Linux", "application/octet-stream", "ELF 32-bit LSB executable, ARM, version 1 (ARM)", 3),
    ("MS Word Document", "doc", "VBA", "application/msword", "CDF V2 Document, Little Endian, Os: Windows", 3),
    ("unknown", "javascript", "JS", "text/plain", "ASCII text, with very long lines, with CRLF line terminators", 2),
)

DLLS = (
    "KERNEL32 USER32 GDI32 ADVAPI32 SHELL32 ole32 OLEAUT32 COMCTL32 COMDLG32 WS2_32 WININET urlmon SHLWAPI VERSION WINMM MSVCRT "
    "ntdll rpcrt4 CRYPT32 WINSPOOL SETUPAPI PSAPI IPHLPAPI mscoree MSVBVM60 gdiplus wsock32 netapi32 imm32 winhttp"
).split()
VERBS = (
    "Get Set Create Open Close Query Enum Find Read Write Delete Copy Move Load Free Alloc Lock Unlock Register Unregister Send "
    "Post Draw Is Map Virtual Heap Local Global Interlocked Initialize Enter Leave Wait Release Reset Tls Format Convert Reg Crypt"
).split()
NOUNS = (
    "Module Handle Proc Address File Process Thread Window Text Message Rect Menu Icon Bitmap Font Region Console Mode Time Date "
    "Locale Info System Directory Path Name String Value Key Section Event Mutex Semaphore Object Class Long Data Heap Memory "
    "Library Resource Environment Command Line Version Volume Drive Type Size Pointer State Color Cursor Clipboard Token Privilege"
).split()
SUFFIXES = ("A", "W", "", "ExA", "ExW", "Ex", "")
SECTION_NAMES = (
    ".text",
    ".data",
    ".rdata",
    ".rsrc",
    ".reloc",
    ".idata",
    ".tls",
    ".bss",
    "UPX0",
    "UPX1",
    "CODE",
    "DATA",
    ".ndata",
    ".edata",
)
FOLDERS = (
    "C:\\WINDOWS\\system32\\",
    "C:\\DOCUME~1\\<USER>~1\\LOCALS~1\\Temp\\",
    "C:\\Documents and Settings\\<USER>\\Application Data\\",
    "C:\\Program Files\\Common Files\\",
    "\\\\.\\PIPE\\",
    "HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Windows\\CurrentVersion\\",
    "/data/app/com.android.",
    "META-INF/",
    "res/drawable-hdpi-v4/",
    "http://www.",
)
COUNTRIES = "US DE FR CN RU KR JP BR IN GB CA ES IT VN TR UA PL NL".split()
