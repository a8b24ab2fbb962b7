//! Who acts in the demonstration.

use kapok_access::Role;
use kapok_base::{Locale, Localized, PersonId, ProgrammeId};
use kapok_engine::people::NewPerson;
use kapok_engine::{Caller, Engine, Error, NewProgramme, Result};

/// A way in for whoever tries the demonstration.
pub struct SignIn {
    /// What one can do with it.
    pub role: &'static str,
    /// The address.
    pub email: &'static str,
    /// The name.
    pub name: &'static str,
}

/// The password of every account of the demonstration. It guards nothing: the demonstration listens to this machine alone.
pub const PASSWORD: &str = "kapok in bloom";

/// One sign-in for each role.
pub const SIGN_INS: &[SignIn] = &[
    SignIn { role: "organiser", email: "organiser@demo.example", name: "Lin Xiaoqing" },
    SignIn { role: "judge", email: "judge@demo.example", name: "Amara Okafor" },
    SignIn { role: "entrant", email: "entrant@demo.example", name: "Ingrid Holm" },
    SignIn { role: "editor", email: "editor@demo.example", name: "Paul Renard" },
    SignIn { role: "researcher", email: "researcher@demo.example", name: "Noor Haddad" },
    SignIn { role: "auditor", email: "auditor@demo.example", name: "Mei Tanaka" },
    SignIn { role: "administrator", email: "administrator@demo.example", name: "Sam Whitfield" },
];

/// How a judge scores. Tenths of a point, but for the halo.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Temper {
    /// Added to every score: how severe (below zero) or lenient the judge is.
    pub(crate) leaning: i64,
    /// How far a score may stray to either side.
    pub(crate) spread: i64,
    /// How much of the straying all criteria of an entry share, per cent.
    pub(crate) halo: i64,
}

const fn temper(leaning: i64, spread: i64, halo: i64) -> Temper {
    Temper { leaning, spread, halo }
}

/// The technical committee: eleven. The first one is the judge who signs in.
const COMMITTEE: [(&str, Temper); 11] = [
    ("Amara Okafor", temper(0, 8, 40)),
    ("Henrik Sørensen", temper(-9, 6, 30)),
    ("Lucía Fernández", temper(5, 9, 50)),
    ("Wang Jun", temper(-3, 7, 30)),
    ("Fatima Zahra Bennis", temper(4, 10, 60)),
    ("Robert Lindqvist", temper(-13, 9, 40)),
    ("Priya Raman", temper(10, 7, 90)),
    ("Kofi Mensah", temper(2, 22, 10)),
    ("Elena Petrova", temper(-6, 8, 40)),
    ("Tomás Herrera", temper(7, 12, 70)),
    ("Yuki Nakamura", temper(-1, 4, 30)),
];

/// The jury: six, the first in the chair.
const JURY: [(&str, Temper); 6] = [
    ("Dame Ruth Castellan", temper(-4, 5, 40)),
    ("Chen Yiwei", temper(2, 6, 30)),
    ("Oluwaseun Adeyemi", temper(5, 8, 50)),
    ("María José Quispe", temper(0, 5, 30)),
    ("Jean-Baptiste Moreau", temper(-7, 7, 40)),
    ("Samira El-Khoury", temper(3, 6, 60)),
];

/// A judge with a temper.
#[derive(Clone, Copy)]
pub(crate) struct Judge {
    pub(crate) person: PersonId,
    pub(crate) temper: Temper,
}

/// Everybody.
pub(crate) struct Cast {
    pub(crate) programme: ProgrammeId,
    pub(crate) neighbourhoods: ProgrammeId,
    pub(crate) organiser: Caller,
    pub(crate) editor: Caller,
    pub(crate) researcher: Caller,
    pub(crate) entrant: PersonId,
    pub(crate) committee: Vec<Judge>,
    pub(crate) jury: Vec<Judge>,
}

impl Cast {
    /// Makes the programmes and the accounts.
    pub(crate) async fn assemble(engine: &Engine) -> Result<Self> {
        let programme =
            programme(engine, "kapok-award", "Kapok Award for Urban Innovation", "木棉城市创新奖").await?;
        let neighbourhoods = programme_of_neighbourhoods(engine).await?;
        let mut signed = Vec::new();
        for sign_in in SIGN_INS {
            let roles = roles(sign_in.role, &[programme, neighbourhoods]);
            let id = person(engine, sign_in.name, Some(sign_in.email), roles.clone()).await?;
            signed.push((sign_in.role, id, roles));
        }
        let of = |role: &str| {
            let found = signed.iter().find(|(name, ..)| *name == role);
            found.ok_or_else(|| Error::Internal(format!("the demonstration has no {role}")))
        };
        let caller = |role: &str| of(role).map(|(_, id, roles)| Caller::person(*id, roles.clone()));
        Ok(Self {
            programme,
            neighbourhoods,
            organiser: caller("organiser")?,
            editor: caller("editor")?,
            researcher: caller("researcher")?,
            entrant: of("entrant")?.1,
            committee: judges(engine, &COMMITTEE, Some(of("judge")?.1)).await?,
            jury: judges(engine, &JURY, None).await?,
        })
    }
}

async fn programme(engine: &Engine, slug: &str, english: &str, chinese: &str) -> Result<ProgrammeId> {
    let name = Localized::english(english).with(Locale::ZhHans.language(), chinese.to_owned());
    let new = NewProgramme { slug: slug.to_owned(), name };
    Ok(engine.create_programme(&Caller::system(), new, None).await?.id)
}

/// A second, small award with rules of its own.
async fn programme_of_neighbourhoods(engine: &Engine) -> Result<ProgrammeId> {
    programme(engine, "neighbourhood-prize", "Kapok Neighbourhood Prize", "木棉社区奖").await
}

fn roles(name: &str, programmes: &[ProgrammeId]) -> Vec<Role> {
    let each = |role: fn(ProgrammeId) -> Role| programmes.iter().map(|programme| role(*programme)).collect();
    match name {
        "organiser" => each(|programme| Role::Organiser { programme, edition: None }),
        "editor" => each(|programme| Role::Editor { programme }),
        "auditor" => each(|programme| Role::Auditor { programme, edition: None }),
        "researcher" => vec![Role::Researcher],
        "administrator" => vec![Role::Administrator],
        _ => vec![],
    }
}

/// Makes an account; those with an address of their own can sign in.
pub(crate) async fn person(
    engine: &Engine,
    name: &str,
    email: Option<&str>,
    roles: Vec<Role>,
) -> Result<PersonId> {
    let new = NewPerson {
        name: name.to_owned(),
        email: email.map_or_else(|| format!("{}@demo.example", plain(name)), str::to_owned),
        locale: Locale::En,
        password: email
            .filter(|email| SIGN_INS.iter().any(|s| s.email == *email))
            .map(|_| PASSWORD.to_owned()),
        roles,
    };
    Ok(engine.add_person(&Caller::system(), new).await?.id)
}

/// A name as the local part of an address.
pub(crate) fn plain(name: &str) -> String {
    let kept = |c: char| c.is_ascii_alphanumeric().then_some(c);
    let plain: String = name.to_lowercase().chars().filter_map(kept).collect();
    if plain.is_empty() { "somebody".to_owned() } else { plain }
}

/// The judges of a list; the first one is the person who signs in, when there is one.
async fn judges(engine: &Engine, list: &[(&str, Temper)], first: Option<PersonId>) -> Result<Vec<Judge>> {
    let mut judges = Vec::new();
    for (at, (name, temper)) in list.iter().enumerate() {
        let person = match first {
            Some(known) if at == 0 => known,
            _ => person(engine, name, None, vec![]).await?,
        };
        judges.push(Judge { person, temper: *temper });
    }
    Ok(judges)
}
