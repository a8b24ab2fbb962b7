//! The message files, embedded: a new file is named here once.

use kapok_base::Locale;

/// One message file in one language.
pub(crate) struct File {
    pub(crate) name: &'static str,
    pub(crate) locale: Locale,
    pub(crate) text: &'static str,
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// All message files in all languages.
        pub(crate) const FILES: &[File] = &[$(
            File {
                name: $name,
                locale: Locale::En,
                text: include_str!(concat!("../locales/en/", $name, ".ftl")),
            },
            File {
                name: $name,
                locale: Locale::ZhHans,
                text: include_str!(concat!("../locales/zh-Hans/", $name, ".ftl")),
            },
        )*];
    };
}

files![
    "common",
    "people",
    "mail",
    "submit",
    "judge",
    "progress",
    "wave",
    "habits",
    "methods",
    "common_first",
    "profiles",
    "meeting",
    "pairwise",
    "letters",
    "library",
    "imports",
    "collections",
    "figures",
    "web",
    "homes"
];
