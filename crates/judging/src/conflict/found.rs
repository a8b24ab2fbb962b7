//! Conflicts that can be found: what is known of a judge against whose an entry is and what it says.
//!
//! Names and texts come folded (small letters, no accents, single spaces) and countries as ISO codes, so that what means
//! the same is the same.

use super::Ground;
use kapok_base::{EntityId, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a conflict that was found does in a round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Nothing: it is not looked for.
    #[default]
    Off,
    /// It is shown, and a plan prefers other judges; the judge decides when declaring.
    Warn,
    /// The judge cannot be assigned the entry.
    Exclude,
}

impl Weight {
    /// All of them, the lightest first.
    pub const ALL: [Self; 3] = [Self::Off, Self::Warn, Self::Exclude];

    /// Its stable name: `warn`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warn => "warn",
            Self::Exclude => "exclude",
        }
    }
}

/// What was found to tie a judge to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundGround {
    /// The judge lives in the entity's country or is its citizen.
    Country,
    /// The judge acts for the entity or that of which it is a part, or works or worked there.
    Entity,
    /// The judge and somebody behind the entry write from the same domain, which is no public mail provider's.
    EmailDomain,
    /// The dossier names the judge.
    Named,
    /// The judge judged the entity, or entered for it, in another edition of the programme.
    Earlier,
}

impl FoundGround {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Country, Self::Entity, Self::EmailDomain, Self::Named, Self::Earlier];

    /// Its stable name: `email_domain`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Entity => "entity",
            Self::EmailDomain => "email_domain",
            Self::Named => "named",
            Self::Earlier => "earlier",
        }
    }

    /// What the judge would declare it as.
    #[must_use]
    pub fn proposes(self) -> Ground {
        match self {
            Self::Country => Ground::Residence,
            Self::Entity | Self::EmailDomain => Ground::Employment,
            Self::Named => Ground::Involvement,
            Self::Earlier => Ground::Other,
        }
    }
}

/// What each ground does in a round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConflictRules {
    /// See [`FoundGround::Country`].
    pub country: Weight,
    /// See [`FoundGround::Entity`].
    pub entity: Weight,
    /// See [`FoundGround::EmailDomain`].
    pub email_domain: Weight,
    /// See [`FoundGround::Named`].
    pub named: Weight,
    /// See [`FoundGround::Earlier`].
    pub earlier: Weight,
}

impl ConflictRules {
    /// What a ground does.
    #[must_use]
    pub fn weight(&self, ground: FoundGround) -> Weight {
        match ground {
            FoundGround::Country => self.country,
            FoundGround::Entity => self.entity,
            FoundGround::EmailDomain => self.email_domain,
            FoundGround::Named => self.named,
            FoundGround::Earlier => self.earlier,
        }
    }

    /// Whether a ground is looked for.
    #[must_use]
    pub fn looks_for(&self, ground: FoundGround) -> bool {
        self.weight(ground) != Weight::Off
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_off(&self) -> bool {
        *self == Self::default()
    }
}

/// What is known of a judge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownJudge {
    /// The name, folded.
    pub name: String,
    /// Where they live or are citizens, ISO 3166-1 alpha-2.
    pub countries: BTreeSet<String>,
    /// Where they work or worked: folded names.
    pub employers: BTreeSet<String>,
    /// Entities for which they act, work or worked.
    pub entities: BTreeSet<EntityId>,
    /// Domains from which they write, as [`email_domain`] gives them.
    pub email_domains: BTreeSet<String>,
    /// Entities that they judged, or entered for, in other editions of the programme.
    pub earlier: BTreeSet<EntityId>,
}

/// What is known of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownEntry {
    /// The entity's country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The entity whose it is.
    pub entity: Option<EntityId>,
    /// That of which the entity is a part.
    pub parent: Option<EntityId>,
    /// The names of both, folded.
    pub names: BTreeSet<String>,
    /// Domains from which the people behind it write, as [`email_domain`] gives them.
    pub email_domains: BTreeSet<String>,
    /// What the dossier says, folded.
    pub text: String,
}

/// A conflict that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// What ties the judge to the entry.
    pub ground: FoundGround,
    /// What it does in the round; never [`Weight::Off`].
    pub weight: Weight,
}

/// Everything that ties a judge to an entry and that the round looks for.
#[must_use]
pub fn find(rules: &ConflictRules, judge: &KnownJudge, entry: &KnownEntry) -> Vec<Found> {
    let sought = FoundGround::ALL.into_iter().filter(|ground| rules.looks_for(*ground));
    let found = sought.filter(|ground| ties(*ground, judge, entry));
    found.map(|ground| Found { ground, weight: rules.weight(ground) }).collect()
}

/// Refuses a pair that the round excludes.
///
/// # Errors
/// `judge_in_conflict`, naming the ground.
pub fn check(found: &[Found]) -> Result<(), Refusal> {
    match found.iter().find(|found| found.weight == Weight::Exclude) {
        Some(found) => Err(Refusal::state("judge_in_conflict").with("ground", found.ground.as_str())),
        None => Ok(()),
    }
}

fn ties(ground: FoundGround, judge: &KnownJudge, entry: &KnownEntry) -> bool {
    match ground {
        FoundGround::Country => judge.countries.contains(&entry.country),
        FoundGround::Entity => {
            let of = |entity: Option<EntityId>| entity.is_some_and(|id| judge.entities.contains(&id));
            let worked_at = |name: &String| is_telling(name) && judge.employers.iter().any(|e| says(e, name));
            of(entry.entity) || of(entry.parent) || entry.names.iter().any(worked_at)
        }
        FoundGround::EmailDomain => !judge.email_domains.is_disjoint(&entry.email_domains),
        FoundGround::Named => orders(&judge.name).iter().any(|name| says(&entry.text, name)),
        FoundGround::Earlier => entry.entity.is_some_and(|id| judge.earlier.contains(&id)),
    }
}

/// A name as it may be written: as it is, and with its last word first. A single word of an alphabet is nobody's name alone.
fn orders(name: &str) -> Vec<String> {
    match name.rsplit_once(' ') {
        Some((rest, last)) => vec![name.to_owned(), format!("{last} {rest}")],
        None if is_unspaced(name) && is_telling(name) => vec![name.to_owned()],
        None => Vec::new(),
    }
}

/// Whether a name is long enough to be looked for in a text.
fn is_telling(name: &str) -> bool {
    name.chars().count() >= if is_unspaced(name) { 2 } else { 3 }
}

/// Whether a folded text holds a name: as whole words, where words are set apart.
fn says(text: &str, name: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| c == ' ');
    text.match_indices(name).any(|(at, found)| {
        let (before, after) = (&text[..at], &text[at + found.len()..]);
        is_unspaced(name) || is_edge(before.chars().next_back()) && is_edge(after.chars().next())
    })
}

/// Whether a name is of a script that does not set words apart, or not from their endings.
fn is_unspaced(name: &str) -> bool {
    let unspaced = |c: char| matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af | 0x20000..=0x3ffff);
    name.chars().any(unspaced)
}

/// Mail providers known by the first part of their domains: `yahoo.com`, `yahoo.co.jp`.
#[rustfmt::skip]
const PROVIDERS: &[&str] = &[
    "foxmail", "gmail", "gmx", "googlemail", "hotmail", "icloud", "outlook", "protonmail", "qq", "rediffmail", "rocketmail",
    "tutanota", "yahoo", "yandex", "ymail",
];

/// Other public mail providers, with whatever stands below their domains.
#[rustfmt::skip]
const DOMAINS: &[&str] = &[
    "126.com", "139.com", "163.com", "188.com", "189.cn", "21cn.com", "aliyun.com", "aol.com", "bk.ru", "bol.com.br", "daum.net",
    "fastmail.com", "free.fr", "hanmail.net", "inbox.ru", "laposte.net", "libero.it", "list.ru", "live.cn", "live.co.uk", "live.com",
    "live.fr", "mail.com", "mail.ru", "me.com", "msn.com", "naver.com", "orange.fr", "pm.me", "proton.me", "qq.com", "seznam.cz", "sfr.fr",
    "sina.cn", "sina.com", "sohu.com", "t-online.de", "terra.com.br", "tom.com", "uol.com.br", "wanadoo.fr", "web.de", "yeah.net",
    "zoho.com",
];

/// The domain of a mail address, in small letters; none for a public provider's, which anybody may share.
#[must_use]
pub fn email_domain(address: &str) -> Option<String> {
    let (name, domain) = address.trim().rsplit_once('@')?;
    let domain = domain.trim_end_matches('.').to_lowercase();
    let plain = !name.is_empty() && domain.contains('.') && !domain.contains(char::is_whitespace);
    (plain && !is_public(&domain)).then_some(domain)
}

fn is_public(domain: &str) -> bool {
    let within = |public: &&str| {
        domain.strip_suffix(*public).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let first = domain.split('.').next().unwrap_or_default();
    PROVIDERS.contains(&first) || DOMAINS.iter().any(within)
}

#[cfg(test)]
mod tests;
