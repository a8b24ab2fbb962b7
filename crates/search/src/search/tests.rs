//! Questions to a small library, in two languages, with a secret in it.

use super::*;
use crate::{Change, Document, NOT_STATED};
use kapok_base::{AnnouncementId, Random};
use kapok_library::{Case, CaseText, CaseVersion, Facts};
use proptest::prelude::*;
use std::collections::BTreeSet;

pub(crate) fn id(n: u64) -> CaseId {
    Random::seeded(n).stream("ids").secret_id()
}

fn announcement() -> AnnouncementId {
    Random::seeded(9).stream("announcements").secret_id()
}

fn case(n: u64, texts: &[(&str, &str, &str)], facts: &Facts) -> Case {
    let version = |(language, title, body): &(&str, &str, &str)| CaseVersion {
        source: "s".into(),
        source_id: n.to_string(),
        language: language.parse().unwrap(),
        text: CaseText { title: (*title).into(), description: (*body).into(), sections: vec![] },
        facts: facts.clone(),
    };
    Case::from_versions(id(n), texts.iter().map(version).collect()).unwrap()
}

fn facts(country: &str, year: i32) -> Facts {
    Facts {
        country: Some(country.into()),
        year: Some(year),
        sdgs: vec!["11.2".parse().unwrap()],
        ..Facts::default()
    }
}

fn upsert(case: Case, announcement: Option<AnnouncementId>) -> Change {
    Change::Upsert(Box::new(Document { case, announcement }))
}

pub(crate) fn library() -> Vec<Change> {
    let chinese = "廣州市政府在河邊種樹，讓居民有公共空間。";
    vec![
        upsert(
            case(
                1,
                &[("en", "Public libraries by bus", "A bus brings books to every library.")],
                &facts("FR", 2018),
            ),
            None,
        ),
        upsert(
            case(
                2,
                &[("zh-Hant", "河邊的樹", chinese), ("en", "Trees by the river", "The city planted trees.")],
                &facts("CN", 2020),
            ),
            None,
        ),
        upsert(
            case(
                3,
                &[("es", "Calles abiertas", "Los domingos se abren las calles de la ciudad.")],
                &facts("CO", 2015),
            ),
            None,
        ),
        upsert(case(4, &[("en", "Space for water", "Public water, public space.")], &Facts::default()), None),
    ]
}

pub(crate) fn open(changes: &[Change]) -> (tempfile::TempDir, Index) {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap();
    index.apply(changes, 7).unwrap();
    (dir, index)
}

pub(crate) fn request(query: &str) -> Request {
    Request::new(query, Language::english())
}

fn found(index: &Index, query: &str) -> Vec<CaseId> {
    let answer = index.search(&request(query), &Visibility::default()).unwrap();
    if answer.some_only {
        return Vec::new();
    }
    assert_eq!(answer.total as usize, answer.items.len());
    answer.items.iter().map(|hit| hit.id).collect()
}

#[test]
fn questions_find_what_they_mean_in_every_language() {
    let (_dir, index) = open(&library());
    for (query, expected) in [
        ("library", vec![1]),
        ("LIBRARIES", vec![1]),
        ("广州市政府", vec![2]),
        ("廣州", vec![2]),
        ("公共空间", vec![2, 4]),
        ("树", vec![2]),
        ("calle", vec![3]),
        ("ciudades", vec![3]),
        ("\"public space\"", vec![4]),
        ("public space", vec![4, 2]),
        ("\"space public\"", vec![]),
        ("public -water", vec![1]),
        ("bus OR calles", vec![1, 3]),
        ("librar*", vec![1]),
        ("country:France", vec![1]),
        ("country:中国 trees", vec![2]),
        ("year:2015..2018", vec![3, 1]),
        ("year:>2018", vec![2]),
        ("title:water", vec![4]),
        ("title:public", vec![1]),
        ("lang:zh-hant", vec![2]),
        ("sdg:11", vec![2, 1, 3]),
        ("nothing like this", vec![]),
    ] {
        let mut expected: Vec<CaseId> = expected.into_iter().map(id).collect();
        let mut found = found(&index, query);
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
    assert_eq!(found(&index, "").len(), 4);
}

#[test]
fn a_hit_is_shown_in_the_reader_s_language_or_in_the_one_that_matched() {
    let (_dir, index) = open(&library());
    let answer = index.search(&request("公共空间"), &Visibility::default()).unwrap();
    assert_eq!(answer.items[0].lang.as_str(), "zh-Hant");
    assert!(answer.items[0].snippet.contains("<mark>公共空間</mark>"), "{}", answer.items[0].snippet);
    let chinese = Request { language: "zh-Hans".parse().unwrap(), ..request("year:2020") };
    assert_eq!(index.search(&chinese, &Visibility::default()).unwrap().items[0].title, "河邊的樹");
}

#[test]
fn facets_count_cases_and_a_chosen_one_is_counted_without_itself() {
    let (_dir, index) = open(&library());
    let mut request = Request { facets: Facet::ALL.to_vec(), ..request("") };
    request.filters.values.insert(Facet::Country, BTreeSet::from(["FR".to_owned()]));
    let answer = index.search(&request, &Visibility::default()).unwrap();
    assert_eq!(answer.total, 1);
    let count = |facet: Facet| -> Vec<(&str, u64)> {
        answer.facets[&facet].iter().map(|count| (count.value.as_str(), count.count)).collect()
    };
    assert_eq!(count(Facet::Country), [("CN", 1), ("CO", 1), ("FR", 1), (NOT_STATED, 1)]);
    assert_eq!(count(Facet::Region), [("europe", 1)]);
    assert_eq!(count(Facet::Lang), [("en", 1)]);
    request.filters.year_from = Some(2019);
    assert_eq!(index.search(&request, &Visibility::default()).unwrap().total, 0);
}

#[test]
fn pages_neither_overlap_nor_skip_in_any_order() {
    let many = (0..25).map(|n| {
        let body = "word ".repeat(n as usize % 3 + 1);
        upsert(
            case(n, &[("en", &format!("Title {}", n % 5), &body)], &facts("FR", 2000 + n as i32 % 4)),
            None,
        )
    });
    let (_dir, index) = open(&many.collect::<Vec<_>>());
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Title] {
        let whole = Request { sort, limit: 100, ..request("word") };
        let whole = index.search(&whole, &Visibility::default()).unwrap();
        assert_eq!((whole.items.len(), whole.next_cursor), (25, None));
        let mut page = Request { sort, limit: 7, ..request("word") };
        let mut paged = Vec::new();
        loop {
            let answer = index.search(&page, &Visibility::default()).unwrap();
            assert_eq!(answer.total, 25);
            paged.extend(answer.items.into_iter().map(|hit| hit.id));
            page.cursor = answer.next_cursor;
            if page.cursor.is_none() {
                break;
            }
        }
        assert_eq!(paged, whole.items.iter().map(|hit| hit.id).collect::<Vec<_>>());
    }
    let bad = Request { cursor: Some("n1-2".into()), ..request("word") };
    assert!(matches!(index.search(&bad, &Visibility::default()), Err(SearchError::InvalidCursor)));
}

#[test]
fn a_case_before_its_announcement_has_no_effect_on_any_answer() {
    let (_dir, without) = open(&library());
    let secret = case(
        5,
        &[("en", "The winning library bus", "library library bus water space calles")],
        &facts("BR", 2021),
    );
    let (_dir2, with) = open(&library());
    with.apply(&[upsert(secret, Some(announcement()))], 8).unwrap();
    let outsider = Visibility::default();
    for query in
        ["library", "bus OR calles", "public space", "", "winning", "librry", "country:BR", "year:2021"]
    {
        for sort in [Sort::Relevance, Sort::Title] {
            let request = Request { facets: Facet::ALL.to_vec(), sort, ..request(query) };
            let answers = [&without, &with].map(|index| index.search(&request, &outsider).unwrap());
            assert_eq!(answers[0], answers[1], "{query}");
        }
    }
    let english = Language::english();
    assert_eq!(with.suggest("winn", 5, &english, &outsider).unwrap(), []);
    assert_eq!(with.similar(id(5), 5, &english, &outsider).unwrap(), []);
    assert_eq!(
        with.similar(id(1), 5, &english, &outsider).unwrap(),
        without.similar(id(1), 5, &english, &outsider).unwrap()
    );
    let insider = Visibility { public_announcements: BTreeSet::from([announcement()]) };
    assert_eq!(with.search(&request("winning"), &insider).unwrap().total, 1);
    assert_eq!(with.suggest("winn", 5, &english, &insider).unwrap().len(), 1);
}

#[test]
fn the_index_keeps_its_position_and_survives_reopening_damage_and_rebuilding() {
    let (dir, index) = open(&library());
    assert_eq!(index.position(), Some(7));
    index.apply(&[Change::Remove(id(1))], 9).unwrap();
    assert_eq!(found(&index, "library"), []);
    drop(index);
    let index = Index::open(dir.path()).unwrap();
    assert_eq!((index.position(), index.cases()), (Some(9), 3));
    let rebuild = index.begin_rebuild().unwrap();
    let documents: Vec<Document> = library()
        .into_iter()
        .filter_map(|change| match change {
            Change::Upsert(document) => Some(*document),
            Change::Remove(_) => None,
        })
        .collect();
    rebuild.add(&documents).unwrap();
    assert_eq!(index.cases(), 3, "the old one answers until the new one is whole");
    index.finish_rebuild(rebuild, 12).unwrap();
    assert_eq!((index.position(), index.cases()), (Some(12), 4));
    index.apply(&[Change::Remove(id(1))], 13).unwrap();
    drop(index);
    let index = Index::open(dir.path()).unwrap();
    assert_eq!((index.position(), index.cases()), (Some(13), 3));
    drop(index);
    let generations: Vec<_> =
        std::fs::read_dir(dir.path()).unwrap().flatten().filter(|e| e.path().is_dir()).collect();
    assert_eq!(generations.len(), 1);
    for file in std::fs::read_dir(generations[0].path()).unwrap().flatten() {
        if file.path().extension().is_some_and(|ending| ending == "store" || ending == "pos") {
            std::fs::write(file.path(), b"damaged").unwrap();
        }
    }
    let index = Index::open(dir.path()).unwrap();
    assert_eq!((index.position(), index.cases()), (None, 0));
    index.apply(&library(), 20).unwrap();
    assert_eq!(index.cases(), 4);
}

#[test]
fn titles_are_suggested_and_misspelt_words_corrected() {
    let (_dir, index) = open(&library());
    let suggest = |typed: &str| -> Vec<String> {
        let suggestions = index.suggest(typed, 5, &Language::english(), &Visibility::default()).unwrap();
        suggestions.into_iter().map(|suggestion| suggestion.title).collect()
    };
    assert_eq!(suggest("publ"), ["Public libraries by bus"]);
    assert_eq!(suggest("trees riv"), ["Trees by the river"]);
    assert_eq!(suggest("河邊"), ["Trees by the river"]);
    assert!(suggest("").is_empty());
    let answer = index.search(&request("domngos"), &Visibility::default()).unwrap();
    assert_eq!(answer.did_you_mean.as_deref(), Some("domingos"));
    assert_eq!(index.search(&request("2099"), &Visibility::default()).unwrap().did_you_mean, None);
}

#[test]
fn cases_alike_are_found() {
    let alike = [
        upsert(
            case(1, &[("en", "Bicycle lanes", "Bicycle lanes along the avenue.")], &Facts::default()),
            None,
        ),
        upsert(
            case(2, &[("en", "Bicycle streets", "Quiet streets with bicycle lanes.")], &Facts::default()),
            None,
        ),
        upsert(case(3, &[("en", "School meals", "Vegetables for pupils.")], &Facts::default()), None),
    ];
    let (_dir, index) = open(&alike);
    let similar = index.similar(id(1), 5, &Language::english(), &Visibility::default()).unwrap();
    assert_eq!(similar.iter().map(|hit| hit.id).collect::<Vec<_>>(), [id(2)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_text_is_answered(query in "\\PC{0,40}|[-()\"a:year水 OR*.“”|library]{0,40}") {
        static INDEX: std::sync::LazyLock<(tempfile::TempDir, Index)> = std::sync::LazyLock::new(|| open(&library()));
        let asked = Request { facets: Facet::ALL.to_vec(), ..request(&query) };
        prop_assert!(INDEX.1.search(&asked, &Visibility::default()).is_ok());
        prop_assert!(INDEX.1.suggest(&query, 5, &Language::english(), &Visibility::default()).is_ok());
    }
}
