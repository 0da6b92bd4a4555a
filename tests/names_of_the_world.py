"""Names as people write them, by language: given names before the bar, family names behind it.

Where a language has no family names, what follows the bar is a second name. All are common ones.
"""

_LISTS = {
    "Amharic": "አበበ ተስፋዬ ሰላም ብርቱካን ሃይለማርያም ጽጌረዳ | ገብረመድኅን ወልደጊዮርጊስ በቀለ ደስታ",
    "Arabic": "محمد فاطمة عبدالله زينب عَائِشَة مُحَمَّد هدى ريم آمنة إيمان | الأحمد بن‌سلمان الهاشمي عبدالرحمٰن",
    "Armenian": "Արմեն Անահիտ Գևորգ Շուշան Նարեկ | Հակոբյան Սարգսյան Տեր-Պետրոսյան Խաչատրյան",
    "Assamese": "ৰবীন প্ৰিয়ংকা জোনাকী | শৰ্মা গগৈ বৰুৱা",
    "Basque": "Iñaki Ainhoa Xabier Itziar Koldo | Etxeberria Agirre Ibáñez Goñi",
    "Belarusian": "Алесь Святлана Юрась Ўладзімір | Кавалёў Іваноўская Быкаў",
    "Bengali": "রবীন্দ্র শুভশ্রী অর্ণব প্রিয়াঙ্কা র‍্যাচেল উদ্‌যাপন | চট্টোপাধ্যায় ব্যানার্জী হোসেন রহমান",
    "Bulgarian": "Георги Йорданка Любомир Цветелина | Стоянов Димитрова Щерев",
    "Burmese": "အောင်ဆန်း ခင်ကြီး မြင့်မြင့် စန္ဒာ ကျော်စွာ လျှို့ | လွင် ဦးသန့် နွယ် သိန်း",
    "Catalan": "Núria Gal·la Jordi Mercè Àngel | Puigdemont Muñoz-Solé Llull",
    "Cherokee": "ᏩᏯ ᎠᏯᎸ ᏍᏏᏉᏯ ᎠᏂᏣᎳᎩ | ᏥᏍᏚ ᎤᏬᏗ",
    "Chinese": "伟 秀英 小明 静 建国 雅婷 | 王 李 欧阳 司徒 陳 劉",
    "Coptic": "Ⲙⲁⲣⲓⲁ Ⲡⲉⲧⲣⲟⲥ | Ⲕⲩⲣⲓⲗⲗⲟⲥ",
    "Croatian": "Đurđica Željko Siniša Tomislav Ljubica | Hrvatić Čačić Šarić",
    "Czech": "Jiří Lucie Ondřej Zdeňka Štěpán | Dvořák Nováková Říha Ťuhýk",
    "Danish": "Søren Åse Jørgen Mette | Kjær Østergaard Sørensen",
    "Dhivehi": "އަހުމަދު މަރިޔަމް އިބްރާހިމް | ރަޝީދު ނަޝީދު",
    "Dutch": "Daniël Renée IJsbrand Zoë | van ’t Hoff de Vries Ĳsselmuiden",
    "Dzongkha": "ཚེ་རིང་ སྒྲོལ་མ བཀྲ་ཤིས་ | རྡོ་རྗེ་ ནམ་རྒྱལ་ དབང་ཕྱུག",
    "English": "Mary-Jane D’Arcy Siân O’Brien Zoë | Smith-Jones McDonald Featherstonehaugh St. John",
    "Estonian": "Jüri Õie Ülle Märt | Tamm Põld Šmidt",
    "Ewe": "Kɔfi Akɔsua Ɖela Ŋɔnyuie Ʋɔnyo | Agbɔ Ɣeyigbɔ",
    "Finnish": "Päivi Jyrki Åke Äijä | Mäkinen Hämäläinen Yli-Öyri",
    "French": "François Noëlle Gaël Œuvrard Loïc | Lefèvre D’Estaing Çelik-Müller Lœvenbruck",
    "Georgian": "გიორგი ნინო შოთა თამარ ქეთევან | ბერიძე მჭედლიშვილი ჯანაშია",
    "German": "Jürgen Käthe Björn Größe | Müller-Lüdenscheidt Strauß Weiẞ",
    "Greek": "Παναγιώτης Ελένη Άννα Γιώργος Ἀλέξανδρος Ὀδυσσεύς | Παπαδόπουλος Μαΐου Ζωΐδης",
    "Guarani": "Arasỹ G̃uahẽ Ysapy Porã | Mbarakaja Ñamandu",
    "Gujarati": "નરેન્દ્ર પ્રિયંકા જિજ્ઞેશ હર્ષિલ | પટેલ શાહ મિસ્ત્રી",
    "Hausa": "Ɗanladi Ƙasimu Ɓala Yaƙubu ’Yar’aduwa | Sarkin-Ɓarna Ƴanmata",
    "Hawaiian": "Kaʻiulani Keōua Līhau ʻIolani | Kaʻahumanu Kamāmalu",
    "Hebrew": "שָׂרָה יוסף רִבְקָה יִצְחָק ג'ורג' צ׳לסי | כהן לֵוִי בן־גוריון מִזְרָחִי",
    "Hindi": "प्रियंका श्रीकृष्ण ज़ाकिर महालक्ष्मी अर्जुन लक्ष्मी | शर्मा वर्मा त्रिपाठी मिश्र ठाकुर",
    "Hungarian": "György Őrs Tünde Zsófia | Szőke Kovács Űrhegyi",
    "Icelandic": "Þórður Ásdís Guðrún Sæunn | Sigurðardóttir Þorvaldsson Önnudóttir",
    "Igbo": "Chịdị Ọbịageli Ṅkechi Ụchenna Nwáànyị́ | Ọkọnkwọ Ezeọkafọ",
    "Inuktitut": "ᓴᐃᓗ ᐋᓇ ᓇᓄᖅ | ᐊᓕᒃᓯ ᐱᑕ",
    "Irish": "Pádraig Caoimhe Ó Máire Seán | Ní Bhraonáin Mac Suibhne",
    "Italian": "Niccolò Nicolò Noè Mosè | D’Amico Papà Dell’Acqua",
    "Japanese": "さくら 太郎 ユウキ 美咲 ヴィクトル 健ー々 | 佐々木 山田 龍ヶ崎 髙橋 﨑山",
    "Javanese": "ꦧꦸꦢꦶ ꦱꦿꦶ | ꦮꦶꦗꦪ",
    "Kabyle": "Ɣilas Tin‑Hinan Ḥemmu Ččuččan | Aɛmuc Ɛli",
    "Kannada": "ರಾಜೇಶ್ ಲಕ್ಷ್ಮಿ ಶ್ರೀನಿವಾಸ ಪ್ರಿಯಾ | ಗೌಡ ಹೆಗ್ಡೆ ರ‍್ಯಾವ್",
    "Kazakh": "Әлихан Нұрсұлтан Ғалия Ұлжан Қайрат | Өтегенов Сәтбаева Һакім",
    "Khmer": "សុខា ច័ន្ទ ស្រីមុំ វិសាល ពិសិដ្ឋ ក្រឹស្នា | សេង ឈឹម ម៉ៅ",
    "Korean": "민준 서연 지훈 하늘 | 김 이 박 남궁 金",
    "Kurdish": "Rûken Şêrko Çiya Bêrîvan | Xanî Öcalan Îbrahîm",
    "Lao": "ສົມພອນ ບຸນມີ ຄຳຫຼ້າ ຈັນທະລາ | ວົງພະຈັນ ແກ້ວ ໄຊຍະວົງ",
    "Latvian": "Jānis Līga Ģirts Ņikita | Bērziņš Kļaviņa",
    "Lisu": "ꓡꓯꓳ ꓢꓴ ꓮꓲ | ꓛꓬ ꓦꓮ",
    "Lithuanian": "Žydrūnė Ąžuolas Ėglė Ųla | Kazlauskienė Šimkūnaitė",
    "Malayalam": "ശ്രീജിത്ത് ലക്ഷ്മി ഉണ്ണികൃഷ്ണൻ ജോൺ അവന്‍ | നായർ മേനോൻ വർഗീസ്",
    "Maltese": "Ġorġ Ċetta Ħanna Żeppi | Għigo Żammit",
    "Maori": "Tāwhiri Ngāio Hōne Wīremu | Pōtatau Te Rangihīroa",
    "Marathi": "ज्ञानेश्वर ऋतुजा सऱ्या र्‍याटके | कुलकर्णी जाधव पाटील",
    "Meitei": "ꯇꯣꯝꯕꯥ ꯂꯩꯃꯥ | ꯁꯤꯡꯍ",
    "Mongolian": "Батбаяр Өнөржаргал Үүрийнтуяа | Ганболд Дорж",
    "Nahuatl": "Xōchitl Cuāuhtli Nōchtli | Tlāloc Mēztli",
    "Navajo": "Łééchąąʼí Dibé Shį́į́ Nizhóní | Tsosie Béésh Łigaii",
    "Nepali": "विष्णु गर्‍यो सृजना प्रचण्ड | भट्टराई श्रेष्ठ गुरुङ",
    "Nko": "ߡߊߡߊߘߎ߫ ߝߊ߬ߕߎ߫ | ߞߊ߲ߕߍ߫",
    "Norwegian": "Øyvind Åshild Bjørn Sæter | Ødegård Næss",
    "Odia": "ଜଗନ୍ନାଥ ସୁଭଶ୍ରୀ ପ୍ରିୟଙ୍କା | ପଟ୍ଟନାୟକ ମହାନ୍ତି",
    "Pashto": "ګلالۍ زړهور ملاله څانګه ښکلا | ځدراڼ وردګ",
    "Persian": "علی‌رضا محمدرضا فاطمه‌زهرا پریچهر می‌تراژاله | احمدی‌نژاد زاده‌گان حسینی شیخ‌الاسلام",
    "Polish": "Łukasz Żaneta Świętosława Józef Błażej | Wójcik Kościuszko Dąbrowska",
    "Portuguese": "João Conceição Luís Inês | Guimarães de Araújo Brandão",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਹਰਜਿੰਦਰ ਸਿਮਰਨ ਅੰਮ੍ਰਿਤ | ਸਿੰਘ ਕੌਰ ਢਿੱਲੋਂ",
    "Quechua": "Ñusta Rumi Ch’aska K’antu | Qhapaq Huamán",
    "Romanian": "Ștefan Țuca Ioană Mihăiță | Brâncuși Vlădescu Iliescu-Pană",
    "Russian": "Ольга Ёлкин Юлия Пётр Семён | Щукина Рождественский Римский-Корсаков Объедкова",
    "Santali": "ᱨᱟᱢ ᱥᱟᱱᱛᱟᱲᱤ | ᱢᱩᱨᱢᱩ ᱦᱮᱢᱵᱽᱨᱚᱢ",
    "Scottish Gaelic": "Mòrag Eòghann Iain Raghnaid | NicDhòmhnaill MacÙisdein",
    "Serbian": "Ђорђе Љиљана Његош Јелена Џорџ | Хаџић Ћирић Шћекић",
    "Sinhala": "ශ්‍රී ප්‍රසන්න චන්ද්‍රිකා ලක්ෂ්මන් | බණ්ඩාරනායක ජයවර්ධන වික්‍රමසිංහ",
    "Slovak": "Ľudmila Ján Ťažký Ružena | Dvořáková Hôrka Kĺč",
    "Spanish": "José María Ángela Íñigo Begoña | Núñez-Ordóñez Peña Güemes Ibáñez",
    "Sundanese": "ᮅᮏᮀ ᮔᮤ | ᮞᮥᮔ᮪ᮓ",
    "Swedish": "Åsa Björn Örjan Märta | Ångström Sjögren Löfgren",
    "Syriac": "ܝܘܚܢܢ ܡܪܝܡ ܐܦܪܝܡ | ܒܪܨܘܡ ܓܒܪܐܝܠ",
    "Tamazight": "ⵜⵉⵏⵀⵉⵏⴰⵏ ⴰⵎⴰⵣⵉⵖ ⵉⵙⵍⴰⵏ | ⴰⵢⵜⵎⵏⴳⵍⵍⴰⵜ",
    "Tamil": "லட்சுமி ஸ்ரீநிவாசன் முருகன் கிருஷ்ணா ஜெயஸ்ரீ | சுப்பிரமணியன் இராமசாமி",
    "Telugu": "వెంకటేశ్వర్లు శ్రీనివాస్ లక్ష్మి ప్రియాంక | రెడ్డి నాయుడు కృష్ణమూర్తి",
    "Thai": "สมชาย น้ำฝน ที่รัก กิตติ์ธนา ญาณี ศิริพร | วงศ์สวัสดิ์ ณ เชียงใหม่ สุขุมพันธุ์ ปั้นทอง",
    "Tibetan": "བསྟན་འཛིན སྒྲོལ་དཀར བློ་བཟང་ བསྒྲུབས | རྒྱ་མཚོ དབྱངས་ཅན རྨུགས་སྨྱུང",
    "Tigrinya": "ሃብቶም ለተብርሃን ኪሮስ | ገብረእግዚኣብሄር ኣስመላሽ",
    "Turkish": "Gülşen Iğdır İbrahim Çağrı Şükrü | Yıldız Özgür Ağaoğlu",
    "Ukrainian": "Ґалаґан Їжакевич Євген Зоряна Лук'ян Мар’яна | Шевченко Задерій Об’єдко",
    "Urdu": "فاطمہ عائشہ بیٹی ٹیپو خدیجہ خواجہ‌معین | چوہدری قریشی خان‌زادہ بٹ",
    "Uyghur": "ئايگۈل تۇرسۇن پەرھات | ئەخمەت غوپۇر",
    "Uzbek": "Oʻgʻiloy Gʻafur Shoʻhrat | Oʻrinov Toshmuhammadov",
    "Vai": "ꕙꔤ ꕉꕜ | ꖸꔧ",
    "Vietnamese": "Nguyễn Thị Diệu Đặng Phượng Ngọc Tuấn Quỳnh | Trần Lê Đỗ Huỳnh Phạm",
    "Welsh": "Siôn Llŷr Dwynwen Gwenllïan | ap Rhŷs Llywelyn",
    "Yi": "ꀉꆈ ꃅꌠ | ꂷꉬ",
    "Yiddish": "רבֿקה מױשע חײם פֿרומע | ראָזענבערג קאַץ",
    "Yoruba": "Adébáyọ̀ Ọláyínká Ṣọlá Ẹ̀bùn Títílayọ̀ Ọmọ́tọ́lá | Ṣóyínká Adékúnlé Ọ̀ṣúntókun Fálọ́lá",
    "Zulu": "Nomvula Sipho Thandiwe Mˈbali | Dlamini Mkhize",
}


def _words(part: str) -> tuple[str, ...]:
    return tuple(part.split())


NAMES = {language: tuple(map(_words, both.split("|"))) for language, both in _LISTS.items()}


def full_names():
    """Every given name alone, and with one and with two others behind it that fit on a line."""
    for given, others in NAMES.values():
        for first in (*given, *others):
            yield first
            for second in (*given, *others):
                yield f"{first} {second}"
                yield from (f"{first} {second} {third}" for third in others)
