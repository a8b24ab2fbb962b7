//! What the running edition's committee told of themselves.

use crate::Stage;
use crate::award::Edition;
use crate::cast::Judge;
use crate::judging::seat;
use kapok_engine::Result;
use kapok_judging::profile::Given;

/// A judge's own bound, languages, themes and countries; in the order of the committee.
type Told = (Option<u32>, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

const COMMITTEE: [Told; 11] = [
    (Some(90), &["en", "fr"], &["water", "housing", "participation"], &["NG", "GB"]),
    (Some(85), &["en", "da", "sv"], &["mobility", "climate"], &["DK"]),
    (None, &["es", "en", "pt"], &["food", "participation", "inclusion"], &["AR"]),
    (Some(80), &["zh-Hans", "en"], &["planning", "digital"], &["CN"]),
    (None, &["fr", "ar", "en"], &["waste", "health"], &["MA", "FR"]),
    (Some(80), &["en", "sv", "de"], &["energy", "economy"], &["SE"]),
    (Some(95), &["en", "hi"], &["health", "education", "inclusion"], &["IN"]),
    (None, &["en", "fr"], &["economy", "services"], &["GH"]),
    (Some(85), &["ru", "en", "de"], &["planning", "resilience"], &["RU", "DE"]),
    (None, &["es", "en"], &["nature", "water", "safety"], &["CL"]),
    (Some(90), &["ja", "en", "zh-Hans"], &["safety", "climate", "digital"], &["JP"]),
];

/// Each judge of the committee gives their profile and signs.
pub(crate) async fn tell(stage: &Stage<'_>, edition: &Edition, committee: &[Judge]) -> Result<()> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    for (judge, (capacity, languages, themes, countries)) in committee.iter().zip(COMMITTEE) {
        let given = Given {
            capacity,
            languages: words(languages),
            themes: words(themes),
            countries: words(countries),
            employers: Vec::new(),
            is_signed: true,
        };
        let caller = seat(edition, 0, judge);
        stage.engine.save_own_profile(&caller, edition.panels[0], None, given).await?;
    }
    Ok(())
}
