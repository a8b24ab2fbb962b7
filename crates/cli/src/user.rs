//! `kapok user`: accounts from the command line, such as the first administrator's.

use crate::Common;
use crate::installation;
use kapok_access::{Role, TokenScope};
use kapok_base::{Clock, Locale, Refusal};
use kapok_engine::people::{NewPerson, NewToken};
use kapok_engine::{Caller, Engine, Error};
use serde_json::json;
use std::process::ExitCode;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Makes an account.
    Add(Options),
}

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The address that the person signs in with.
    #[arg(long)]
    email: String,
    /// The person's name.
    #[arg(long)]
    name: String,
    /// A role: `administrator`, `researcher`, or `organiser@PROGRAMME`, `editor@PROGRAMME`, `auditor@PROGRAMME` with the
    /// programme's name in addresses. Several may be given.
    #[arg(long = "role", required = true)]
    roles: Vec<String>,
    /// Language of the person's pages and mail.
    #[arg(long, default_value = "en")]
    locale: String,
    /// Makes an API token too and prints it, alone, on standard output.
    #[arg(long)]
    print_token: bool,
    /// Prints the account as one JSON object.
    #[arg(long, conflicts_with = "print_token")]
    json: bool,
}

pub(crate) async fn run(common: &Common, command: &Command) -> Result<ExitCode, String> {
    let Command::Add(options) = command;
    let settings = installation::settings(common, None)?;
    installation::log(&settings);
    let installation = installation::open(&settings, Clock::system()).await?;
    let engine = &installation.engine;
    let mut roles = Vec::new();
    for written in &options.roles {
        roles.push(role(engine, written).await?);
    }
    let locale = Locale::for_tag(&options.locale).ok_or(format!("no such language: {}", options.locale))?;
    let (email, name) = (options.email.clone(), options.name.clone());
    let new = NewPerson { name, email, locale, password: None, roles: roles.clone() };
    let person = engine.add_person(&Caller::system(), new).await.map_err(|e| say(&e))?;
    if options.print_token {
        let token =
            NewToken { name: "command line".to_owned(), scope: TokenScope::default(), expires_at: None };
        let caller = Caller::person(person.id, roles);
        let (_, secret) = engine.create_token(&caller, token).await.map_err(|e| say(&e))?;
        println!("{secret}");
    }
    if options.json {
        println!("{}", json!({ "id": person.id, "email": options.email, "name": options.name }));
    }
    eprintln!(
        "{} has an account; a password comes by \"forgotten password\" on the sign-in page",
        options.email
    );
    Ok(ExitCode::SUCCESS)
}

/// A role as it is written on the command line.
async fn role(engine: &Engine, written: &str) -> Result<Role, String> {
    let (name, slug) = written.split_once('@').unwrap_or((written, ""));
    let place = || async {
        let programmes = engine.list_programmes(&Caller::system()).await.map_err(|e| say(&e))?;
        let found = programmes.into_iter().find(|p| p.slug == slug).map(|p| p.id);
        found.ok_or_else(|| {
            format!("the role {name} needs a programme that exists, as in {name}@guangzhou-award")
        })
    };
    match name {
        "administrator" => Ok(Role::Administrator),
        "researcher" => Ok(Role::Researcher),
        "organiser" => Ok(Role::Organiser { programme: place().await?, edition: None }),
        "editor" => Ok(Role::Editor { programme: place().await? }),
        "auditor" => Ok(Role::Auditor { programme: place().await?, edition: None }),
        other => Err(format!(
            "`{other}` cannot be given here; there are administrator, researcher, organiser@…, editor@…, auditor@…. \
             Judges and entrants are invited on the pages"
        )),
    }
}

/// A use case's error in the words of the message files.
pub(crate) fn say(error: &Error) -> String {
    match error {
        Error::Refused(refusal) => in_words(refusal),
        other => other.to_string(),
    }
}

pub(crate) fn in_words(refusal: &Refusal) -> String {
    let mut said = kapok_words::refusal(Locale::En, refusal);
    for detail in &refusal.details {
        let place = detail.pointer.as_deref().unwrap_or_default();
        said = format!("{said}\n  {place} {}", in_words(detail));
    }
    said
}
