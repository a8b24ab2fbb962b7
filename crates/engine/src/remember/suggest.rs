//! What a question may go on as, while somebody types: titles, entities, themes.

use crate::remember::beside;
use crate::{Caller, Engine, Result};
use kapok_access::Action;
use kapok_base::Language;
use kapok_library::{Themes, fold};
use kapok_search::Suggestion;
use std::sync::Arc;

/// Most entities and most themes among the suggestions.
const FEW: usize = 2;

/// What goes on as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    /// Cases, by their titles or entities.
    pub cases: Vec<Suggestion>,
    /// Entities of cases.
    pub entities: Vec<String>,
    /// Keys of themes.
    pub themes: Vec<String>,
}

impl Engine {
    /// Titles, entities and themes that go on as typed.
    ///
    /// # Errors
    /// Only faults.
    pub async fn suggest_cases(
        &self,
        caller: &Caller,
        typed: String,
        language: Language,
        limit: usize,
    ) -> Result<Suggested> {
        self.permit(caller, Action::ReadLibrary)?;
        let visibility = self.visibility().await?;
        let (index, themes) = (Arc::clone(&self.library.index), Arc::clone(&self.library.themes));
        beside(move || {
            let mut cases = index.suggest(&typed, 2 * limit, &language, &visibility)?;
            let typed = fold(&typed);
            let mut entities: Vec<String> = Vec::new();
            for name in cases.iter().filter_map(|case| case.entity.as_ref()) {
                if entities.len() < FEW && !entities.contains(name) && goes_on(name, &typed) {
                    entities.push(name.clone());
                }
            }
            cases.truncate(limit);
            let themes = themes_of(&themes, &typed, &language);
            Ok(Suggested { cases, entities, themes })
        })
        .await
    }
}

/// The themes with a name that goes on as typed, folded: in the reader's language, else in any.
fn themes_of(themes: &Themes, typed: &str, language: &Language) -> Vec<String> {
    let mut found: Vec<_> = themes
        .all()
        .iter()
        .filter(|theme| theme.name.iter().any(|(_, name)| goes_on(name, typed)))
        .map(|theme| (!goes_on(theme.name.text(language), typed), &theme.key))
        .collect();
    found.sort();
    found.into_iter().take(FEW).map(|(_, key)| key.clone()).collect()
}

/// Whether all words typed, folded, begin words of a name.
fn goes_on(name: &str, typed: &str) -> bool {
    let name = fold(name);
    let begins = |word: &str| name.split_whitespace().any(|other| other.starts_with(word));
    !typed.trim().is_empty() && typed.split_whitespace().all(begins)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn themes_go_on_in_any_language_the_reader_s_first() {
        let themes = Themes::builtin().unwrap();
        assert_eq!(themes_of(&themes, "ener", &Language::english()), ["energy"]);
        assert_eq!(themes_of(&themes, "能", &Language::english()), ["energy"]);
        assert!(themes_of(&themes, " ", &Language::english()).is_empty());
        assert!(goes_on("São Paulo", "pau sao") && !goes_on("São Paulo", "aulo"));
    }
}
