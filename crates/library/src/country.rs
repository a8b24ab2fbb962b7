//! Countries: their codes, their names in nine languages, their region; and which one a given name means.

use crate::fold;
use kapok_base::Language;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A region of the world, after the United Nations' M49, with the Americas in two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    /// Africa.
    Africa,
    /// Asia.
    Asia,
    /// Europe.
    Europe,
    /// Latin America and the Caribbean.
    LatinAmerica,
    /// Northern America.
    NorthernAmerica,
    /// Oceania.
    Oceania,
}

impl Region {
    /// All of them, by name.
    pub const ALL: [Self; 6] =
        [Self::Africa, Self::Asia, Self::Europe, Self::LatinAmerica, Self::NorthernAmerica, Self::Oceania];

    /// Its name in data: `latin_america`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Africa => "africa",
            Self::Asia => "asia",
            Self::Europe => "europe",
            Self::LatinAmerica => "latin_america",
            Self::NorthernAmerica => "northern_america",
            Self::Oceania => "oceania",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.as_str() == name)
    }
}

/// A country or territory with a code of ISO 3166-1 (and Kosovo, by its usual code XK).
#[derive(Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// ISO 3166-1 alpha-3.
    pub alpha3: &'static str,
    /// Where it lies.
    pub region: Region,
    /// In which part of it, after M49: `eastern_africa`.
    pub subregion: &'static str,
    names: [&'static str; 9],
    others: &'static str,
}

/// The columns of names, as in the table.
const COLUMNS: [&str; 9] = ["en", "fr", "es", "de", "pt", "zh-Hans", "zh-Hant", "ar", "ru"];

impl Country {
    /// Its name for a reader of a language; English when there is none in it.
    #[must_use]
    pub fn name(&self, language: &Language) -> &'static str {
        let exact = COLUMNS.iter().position(|tag| *tag == language.as_str());
        let traditional = || matches!(language.as_str(), "zh-TW" | "zh-HK" | "zh-MO").then_some(6);
        let relative = || COLUMNS.iter().position(|tag| tag.split('-').next() == Some(language.primary()));
        self.names[exact.or_else(traditional).or_else(relative).unwrap_or(0)]
    }

    fn all_names(&self) -> impl Iterator<Item = &'static str> {
        let others = self.others.split(';').filter(|name| !name.is_empty());
        self.names.into_iter().chain(others).chain([self.code, self.alpha3])
    }
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    include_str!("../data/countries.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(country)
        .collect()
});

static BY_NAME: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for (at, country) in COUNTRIES.iter().enumerate() {
        for name in country.all_names() {
            by_name.entry(fold(name)).or_insert(at);
        }
    }
    by_name
});

/// The sub-regions of the United Nations' M49 with the countries in each (Kosovo with its neighbours, Taiwan with its own).
const SUBREGIONS: [(&str, &str); 22] = [
    ("eastern_africa", "BI KM DJ ER ET KE MG MW MU YT MZ RE RW SC SO SS UG TZ ZM ZW IO TF"),
    ("middle_africa", "AO CM CF TD CG CD GQ GA ST"),
    ("northern_africa", "DZ EG LY MA SD TN EH"),
    ("southern_africa", "BW SZ LS NA ZA"),
    ("western_africa", "BJ BF CV CI GM GH GN GW LR ML MR NE NG SH SN SL TG"),
    ("caribbean", "AI AG AW BS BB BQ VG KY CU CW DM DO GD GP HT JM MQ MS PR BL KN LC MF VC SX TT TC VI"),
    ("central_america", "BZ CR SV GT HN MX NI PA"),
    ("south_america", "AR BO BV BR CL CO EC FK GF GY PY PE GS SR UY VE"),
    ("northern_america", "BM CA GL PM US"),
    ("central_asia", "KZ KG TJ TM UZ"),
    ("eastern_asia", "CN HK MO KP JP MN KR TW"),
    ("south_eastern_asia", "BN KH ID LA MY MM PH SG TH TL VN"),
    ("southern_asia", "AF BD BT IN IR MV NP PK LK"),
    ("western_asia", "AM AZ BH CY GE IQ IL JO KW LB OM QA SA PS SY TR AE YE"),
    ("eastern_europe", "BY BG CZ HU PL MD RO RU SK UA"),
    ("northern_europe", "AX DK EE FO FI GG IS IE IM JE LV LT NO SJ SE GB"),
    ("southern_europe", "AL AD BA HR GI GR VA IT MT ME MK PT SM RS SI ES XK"),
    ("western_europe", "AT BE FR DE LI LU MC NL CH"),
    ("australia_new_zealand", "AU CX CC HM NZ NF"),
    ("melanesia", "FJ NC PG SB VU"),
    ("micronesia", "GU KI MH FM NR MP PW UM"),
    ("polynesia", "AS CK PF NU PN WS TK TO TV WF"),
];

/// The sub-region of a country, by its code; its region where M49 has none.
fn subregion(code: &str, region: Region) -> &'static str {
    let found = SUBREGIONS.iter().find(|(_, codes)| codes.split(' ').any(|other| other == code));
    found.map_or(region.as_str(), |(name, _)| name)
}

/// One line of the table; `=` means "as in English", `^` "as in the column before".
fn country(line: &'static str) -> Option<Country> {
    let mut columns = line.split('\t');
    let (code, alpha3) = (columns.next()?, columns.next()?);
    let region = Region::parse(columns.next()?)?;
    let mut names = [""; 9];
    for at in 0..names.len() {
        names[at] = match columns.next()? {
            "=" | "" => names[0],
            "^" => names[at - 1],
            name => name,
        };
    }
    let subregion = subregion(code, region);
    Some(Country { code, alpha3, region, subregion, names, others: columns.next().unwrap_or("") })
}

/// All countries, by code.
#[must_use]
pub fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// The country with an alpha-2 code.
#[must_use]
pub fn country_by_code(code: &str) -> Option<&'static Country> {
    let at = COUNTRIES.binary_search_by(|country| country.code.cmp(code)).ok()?;
    COUNTRIES.get(at)
}

/// The country that a code or any usual name means; of `Tbilisi, Georgia` the last part counts when the whole says nothing,
/// of `Myanmar (Burma)` what stands before the bracket.
#[must_use]
pub fn resolve_country(given: &str) -> Option<&'static Country> {
    let find = |name: &str| {
        let name = fold(name);
        let at = BY_NAME.get(&name).or_else(|| BY_NAME.get(name.strip_prefix("the ")?));
        at.and_then(|at| COUNTRIES.get(*at))
    };
    find(given).or_else(|| given.split_once('(').and_then(|(name, _)| find(name))).or_else(|| {
        given.rsplit_once(',').filter(|(_, last)| last.trim().len() > 3).and_then(|(_, last)| find(last))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read_and_in_order() {
        let lines = include_str!("../data/countries.tsv").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(countries().len(), lines);
        assert!(countries().is_sorted_by_key(|country| country.code));
        assert!(countries().iter().all(|c| c.code.len() == 2 && c.alpha3.len() == 3));
    }

    #[test]
    fn every_country_lies_in_a_part_of_its_region() {
        for country in countries() {
            let known = SUBREGIONS.iter().any(|(name, _)| *name == country.subregion);
            assert!(known || country.code == "AQ", "{}", country.code);
        }
        assert_eq!(country_by_code("KE").unwrap().subregion, "eastern_africa");
    }

    #[test]
    fn usual_names_are_understood() {
        for (given, code) in [
            ("Deutschland", "DE"),
            ("españa", "ES"),
            ("中国", "CN"),
            ("台灣", "TW"),
            ("UKR", "UA"),
            ("United States of America", "US"),
            ("Côte d’Ivoire", "CI"),
            ("Kyrgyz Republic", "KG"),
            ("Myanmar (Burma)", "MM"),
            ("Tbilisi, Georgia", "GE"),
            ("South Sudan", "SS"),
            ("القاهرة, مصر", "EG"),
            ("Republic of the Congo", "CG"),
        ] {
            assert_eq!(resolve_country(given).map(|c| c.code), Some(code), "{given}");
        }
        for unknown in ["European Union", "Atlantis", "", "Honshu", "A, B"] {
            assert!(resolve_country(unknown).is_none(), "{unknown}");
        }
    }

    #[test]
    fn every_country_is_found_by_its_own_name_in_every_language() {
        for country in countries() {
            for (tag, name) in COLUMNS.iter().zip(country.names) {
                assert_eq!(resolve_country(name).map(|c| c.code), Some(country.code), "{name} ({tag})");
            }
        }
    }

    #[test]
    fn the_names_that_people_use_are_understood_in_six_languages() {
        for (code, names) in [
            (
                "US",
                "USA;U.S.;the United States;美国;美國;Estados Unidos;EE. UU.;EEUU;EE.UU.;États-Unis;Etats Unis;США;الولايات المتحدة;الولايات المتحدة الأمريكية",
            ),
            (
                "GB",
                "UK;U.K.;Great Britain;英国;英國;Reino Unido;Gran Bretaña;Royaume-Uni;Grande-Bretagne;Великобритания;Соединённое Королевство;المملكة المتحدة;بريطانيا",
            ),
            (
                "KR",
                "Korea;South Korea;Republic of Korea;韩国;韓國;南韓;大韩民国;Corea del Sur;República de Corea;Corée du Sud;République de Corée;Южная Корея;Республика Корея;كوريا الجنوبية",
            ),
            ("KP", "North Korea;DPRK;朝鲜;北韓;Corea del Norte;Corée du Nord;КНДР;كوريا الشمالية"),
            (
                "CN",
                "China;PRC;PR China;中国;中國;中华人民共和国;中華人民共和國;República Popular China;Chine;République populaire de Chine;Китай;КНР;الصين",
            ),
            (
                "RU",
                "Russia;Russian Federation;俄罗斯;俄羅斯;俄国;Rusia;Federación de Rusia;Russie;Fédération de Russie;Россия;Российская Федерация;РФ;روسيا",
            ),
            (
                "CD",
                "DRC;DR Congo;Democratic Republic of the Congo;刚果民主共和国;刚果（金）;RDC;República Democrática del Congo;République démocratique du Congo;ДР Конго;جمهورية الكونغو الديمقراطية",
            ),
            ("CI", "Ivory Coast;Côte d'Ivoire;科特迪瓦;象牙海岸;Costa de Marfil;Кот-д’Ивуар;ساحل العاج"),
            ("DE", "Germany;德国;德國;Alemania;Allemagne;Германия;ألمانيا"),
            (
                "AE",
                "UAE;United Arab Emirates;阿联酋;阿拉伯聯合大公國;EAU;Emiratos Árabes Unidos;Émirats arabes unis;ОАЭ;الإمارات",
            ),
            ("IR", "Iran;Iran (Islamic Republic of);伊朗;Irán;République islamique d'Iran;Иран;إيران"),
            (
                "TZ",
                "Tanzania;United Republic of Tanzania;坦桑尼亚;坦尚尼亞;Tanzanía;Tanzanie;Танзания;تنزانيا",
            ),
            ("VN", "Vietnam;Viet Nam;越南;Việt Nam;Вьетнам;فيتنام"),
            ("LA", "Laos;Lao PDR;Lao People's Democratic Republic;老挝;寮國;Лаос;لاوس"),
            (
                "BO",
                "Bolivia;Bolivia (Plurinational State of);Estado Plurinacional de Bolivia;玻利维亚;Bolivie;Боливия;بوليفيا",
            ),
            (
                "VE",
                "Venezuela;Venezuela (Bolivarian Republic of);República Bolivariana de Venezuela;委内瑞拉;委內瑞拉;Венесуэла;فنزويلا",
            ),
            (
                "CZ",
                "Czechia;Czech Republic;捷克;República Checa;Chequia;République tchèque;Tchéquie;Чехия;التشيك",
            ),
            ("TR", "Turkey;Türkiye;土耳其;Turquía;Turquie;Турция;تركيا"),
            (
                "NL",
                "Netherlands;The Netherlands;Holland;荷兰;荷蘭;Países Bajos;Holanda;Pays-Bas;Нидерланды;هولندا",
            ),
            ("SY", "Syria;Syrian Arab Republic;叙利亚;敘利亞;Siria;Syrie;Сирия;سوريا"),
            ("EG", "Egypt;埃及;Egipto;Égypte;Египет;مصر"),
            ("MX", "Mexico;México;墨西哥;Méjico;Mexique;Мексика;المكسيك"),
            ("ZA", "South Africa;RSA;南非;Sudáfrica;Afrique du Sud;ЮАР;جنوب أفريقيا"),
            (
                "SA",
                "Saudi Arabia;KSA;沙特阿拉伯;沙特;沙烏地阿拉伯;Arabia Saudita;Arabie saoudite;Саудовская Аравия;السعودية",
            ),
            (
                "NZ",
                "New Zealand;新西兰;紐西蘭;Nueva Zelanda;Nueva Zelandia;Nouvelle-Zélande;Новая Зеландия;نيوزيلندا",
            ),
            (
                "MK",
                "North Macedonia;Macedonia;北马其顿;Macedonia del Norte;Macédoine du Nord;Северная Македония;مقدونيا الشمالية",
            ),
            ("SZ", "Eswatini;Swaziland;斯威士兰;Esuatini;Эсватини;إسواتيني"),
            ("CV", "Cape Verde;Cabo Verde;佛得角;Cap-Vert;Кабо-Верде;الرأس الأخضر"),
        ] {
            let lost: Vec<&str> =
                names.split(';').filter(|name| resolve_country(name).map(|c| c.code) != Some(code)).collect();
            assert!(lost.is_empty(), "{code}: {lost:?}");
        }
    }

    #[test]
    fn a_reader_sees_the_name_in_their_language() {
        let egypt = country_by_code("EG").unwrap();
        for (tag, name) in [("zh-TW", "埃及"), ("fr-CA", "Égypte"), ("sw", "Egypt"), ("ru", "Египет")]
        {
            assert_eq!(egypt.name(&tag.parse().unwrap()), name);
        }
        assert_eq!(country_by_code("IT").unwrap().name(&"zh-TW".parse().unwrap()), "義大利");
    }
}
