//! Word stems: one stemmer a language, and all of them for a question whose language nobody knows.

use frostem::{Algorithm, Stemmer};
use kapok_base::Language;

/// The languages that have a stemmer here, by primary subtag.
const ALGORITHMS: [(&str, Algorithm); 20] = [
    ("ar", Algorithm::Arabic),
    ("ca", Algorithm::Catalan),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hi", Algorithm::Hindi),
    ("hu", Algorithm::Hungarian),
    ("id", Algorithm::Indonesian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("tr", Algorithm::Turkish),
];

/// The stemmer for texts in a language, if it has one.
pub(crate) fn stemmer(language: &Language) -> Option<Stemmer> {
    let (_, algorithm) = ALGORITHMS.iter().find(|(tag, _)| *tag == language.primary())?;
    Some(Stemmer::new(*algorithm))
}

/// The different stems that a word has in all languages, the word itself among them. Words are in small letters.
pub(crate) fn all_stems(word: &str) -> Vec<String> {
    let mut stems = vec![word.to_owned()];
    for (_, algorithm) in ALGORITHMS {
        let stem = Stemmer::new(algorithm).stem(word).into_owned();
        if !stem.is_empty() && !stems.contains(&stem) {
            stems.push(stem);
        }
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_has_its_stem_in_each_language() {
        let stems = all_stems("libraries");
        assert!(stems.contains(&"librari".to_owned()) && stems.contains(&"libraries".to_owned()));
        assert!(all_stems("ciudades").contains(&"ciudad".to_owned()));
        assert!(all_stems("школы").contains(&"школ".to_owned()));
        assert!(stemmer(&Language::english()).is_some());
    }

    proptest! {
        #[test]
        fn no_word_makes_a_stemmer_panic(word in "\\PC{0,12}|[α-ωά-ώ]{0,12}|[ا-ي]{0,10}|[a-zçğışöü]{0,10}") {
            prop_assert!(!all_stems(&word.to_lowercase()).is_empty());
        }
    }
}
