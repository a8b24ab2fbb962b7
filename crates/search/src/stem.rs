//! Ways to analyse a word: one stemmer a language, characters and pairs for scripts without spaces, and the bare word for the rest.

use frostem::{Algorithm, Stemmer};
use kapok_base::Language;

/// The script of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Greek,
    Devanagari,
    Other,
}

impl Script {
    /// All of them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Latin, Self::Cyrillic, Self::Arabic, Self::Greek, Self::Devanagari, Self::Other];

    /// The script of a word's first letter that has one.
    pub(crate) fn of(word: &str) -> Self {
        let script = |c: char| {
            Some(match u32::from(c) {
                0x41..=0x5a | 0x61..=0x7a | 0xc0..=0x24f | 0x1e00..=0x1eff => Self::Latin,
                0x370..=0x3ff | 0x1f00..=0x1fff => Self::Greek,
                0x400..=0x52f => Self::Cyrillic,
                0x600..=0x6ff | 0x750..=0x77f => Self::Arabic,
                0x900..=0x97f => Self::Devanagari,
                _ => return None,
            })
        };
        word.chars().find_map(script).unwrap_or(Self::Other)
    }

    /// Whether parts of its words are indexed besides their stems.
    pub(crate) fn has_parts(self) -> bool {
        matches!(self, Self::Arabic | Self::Other)
    }
}

/// The languages that have a stemmer here, by primary subtag.
const ALGORITHMS: [(&str, Script, Algorithm); 20] = [
    ("ar", Script::Arabic, Algorithm::Arabic),
    ("ca", Script::Latin, Algorithm::Catalan),
    ("da", Script::Latin, Algorithm::Danish),
    ("de", Script::Latin, Algorithm::German),
    ("el", Script::Greek, Algorithm::Greek),
    ("en", Script::Latin, Algorithm::English),
    ("es", Script::Latin, Algorithm::Spanish),
    ("fi", Script::Latin, Algorithm::Finnish),
    ("fr", Script::Latin, Algorithm::French),
    ("hi", Script::Devanagari, Algorithm::Hindi),
    ("hu", Script::Latin, Algorithm::Hungarian),
    ("id", Script::Latin, Algorithm::Indonesian),
    ("it", Script::Latin, Algorithm::Italian),
    ("nl", Script::Latin, Algorithm::Dutch),
    ("no", Script::Latin, Algorithm::Norwegian),
    ("pt", Script::Latin, Algorithm::Portuguese),
    ("ro", Script::Latin, Algorithm::Romanian),
    ("ru", Script::Cyrillic, Algorithm::Russian),
    ("sv", Script::Latin, Algorithm::Swedish),
    ("tr", Script::Latin, Algorithm::Turkish),
];

/// A way to analyse words. Each has fields of its own, so that the rareness of a word and the length of a text are those
/// of its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Analysis(u8);

impl Analysis {
    /// Words without a stemmer.
    pub(crate) const PLAIN: Self = Self(ALGORITHMS.len() as u8);
    /// Characters and pairs of scripts that set no spaces.
    pub(crate) const UNSPACED: Self = Self(ALGORITHMS.len() as u8 + 1);
    /// Three letters in a row of words in scripts whose languages change words at their beginning or within, or have no stemmer here.
    pub(crate) const PARTS: Self = Self(ALGORITHMS.len() as u8 + 2);
    /// How many there are.
    pub(crate) const COUNT: usize = ALGORITHMS.len() + 3;

    /// All of them.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..=Self::PARTS.0).map(Self)
    }

    /// Its place among all.
    pub(crate) fn place(self) -> usize {
        usize::from(self.0)
    }

    /// Its name in the index.
    pub(crate) fn name(self) -> &'static str {
        match ALGORITHMS.get(self.place()) {
            Some((name, ..)) => name,
            None if self == Self::PLAIN => "plain",
            None if self == Self::UNSPACED => "unspaced",
            None => "parts",
        }
    }

    /// How the words of one script are analysed in a text of a language. A word of another script than the language's own is taken for
    /// one of the language that the library mostly has in that script; so is every word of a text in an unknown language.
    pub(crate) fn of(language: &Language, script: Script) -> Self {
        let own = ALGORITHMS.iter().position(|(tag, ..)| *tag == language.primary());
        let own = own.filter(|at| ALGORITHMS[*at].1 == script);
        let alone = |script: Script| {
            let mut of_script = ALGORITHMS.iter().enumerate().filter(|(_, (_, other, _))| *other == script);
            of_script.next().filter(|_| of_script.next().is_none()).map(|(at, _)| at)
        };
        let foreign = || alone(script).filter(|_| language.primary() == "und" || !writes(language, script));
        match own.or_else(foreign) {
            Some(at) => Self(u8::try_from(at).unwrap_or(Self::PLAIN.0)),
            None => Self::PLAIN,
        }
    }

    /// All that a word of a script may have been analysed by.
    pub(crate) fn of_script(script: Script) -> impl Iterator<Item = Self> {
        let stemmed = (0u8..).zip(ALGORITHMS).filter(move |(_, (_, other, _))| *other == script);
        stemmed.map(|(at, _)| Self(at)).chain([Self::PLAIN])
    }

    /// Whether a stem begins as its word does: some languages change words at their beginning.
    pub(crate) fn keeps_beginnings(self) -> bool {
        !matches!(self.name(), "ar" | "el" | "id" | "nl")
    }

    /// Its stemmer, if it has one.
    pub(crate) fn stemmer(self) -> Option<Stemmer> {
        ALGORITHMS.get(self.place()).map(|(.., algorithm)| Stemmer::new(*algorithm))
    }
}

/// Whether texts in a language are written in a script, as far as it matters to the choice of a stemmer.
fn writes(language: &Language, script: Script) -> bool {
    match script {
        Script::Cyrillic => matches!(
            language.primary(),
            "ru" | "uk" | "be" | "bg" | "sr" | "mk" | "kk" | "ky" | "mn" | "tg" | "uz" | "tt"
        ),
        Script::Arabic => language.is_right_to_left(),
        Script::Devanagari => matches!(language.primary(), "hi" | "mr" | "ne" | "sa"),
        Script::Greek => language.primary() == "el",
        Script::Latin | Script::Other => true,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_is_analysed_by_its_language_and_script() {
        for (language, word, name) in [
            ("en", "libraries", "en"),
            ("en", "город", "ru"),
            ("ru", "город", "ru"),
            ("uk", "місто", "plain"),
            ("ru", "GIS", "plain"),
            ("zh", "GIS", "plain"),
            ("und", "город", "ru"),
            ("und", "library", "plain"),
            ("fa", "شهر", "plain"),
            ("ar", "مدينة", "ar"),
            ("pl", "miasto", "plain"),
        ] {
            let analysis = Analysis::of(&language.parse().unwrap(), Script::of(word));
            assert_eq!(analysis.name(), name, "{word} in {language}");
        }
        assert_eq!(Analysis::all().count(), Analysis::COUNT);
    }

    proptest! {
        #[test]
        fn no_word_makes_a_stemmer_panic(word in "\\PC{0,12}|[α-ωά-ώ]{0,12}|[ا-ي]{0,10}|[a-zçğışöü]{0,10}") {
            for analysis in Analysis::all() {
                if let Some(stemmer) = analysis.stemmer() {
                    let word = word.to_lowercase();
                    let stem = stemmer.stem(&word);
                    let first = |word: &str| word.chars().next().map(|c| crate::analysis::folded(&c.to_string()));
                    let is_word = word.starts_with(char::is_alphanumeric) && !word.contains('\'');
                    prop_assert!(
                        !is_word || !analysis.keeps_beginnings() || stem.is_empty() || first(&stem) == first(&word),
                        "{} makes {} of {}", analysis.name(), stem, word
                    );
                }
            }
        }
    }
}
