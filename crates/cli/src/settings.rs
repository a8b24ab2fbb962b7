//! Settings: a TOML file, overridden by `KAPOK_*` variables, overridden by flags; each knows where it came from.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything.
    Default,
    /// The configuration file.
    File,
    /// A variable of the environment.
    Environment(String),
    /// The command line.
    Flag(&'static str),
}

/// One setting that can be made.
pub struct Setting {
    /// Its name in the file, with its table: `mail.smtp_host`.
    pub key: &'static str,
    /// What it is when nobody says anything.
    pub default: &'static str,
    /// Whether it must not be shown.
    pub secret: bool,
    /// What it is for, in one or two sentences.
    pub about: &'static str,
}

impl Setting {
    /// The variable that sets it: `KAPOK_MAIL_SMTP_HOST`.
    pub fn variable(&self) -> String {
        format!("KAPOK_{}", self.key.replace('.', "_").to_uppercase())
    }
}

const fn plain(key: &'static str, default: &'static str, about: &'static str) -> Setting {
    Setting { key, default, secret: false, about }
}
const fn secret(key: &'static str, about: &'static str) -> Setting {
    Setting { key, default: "", secret: true, about }
}

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    plain("data", "./kapok-data/main", "Folder of the embedded database, files, mail and search index."),
    plain("listen", "127.0.0.1:8080", "Address and port to serve on."),
    plain(
        "public_url",
        "",
        "Address under which people reach the installation, without a slash at its end. Follows `listen` when empty.",
    ),
    secret(
        "database_url",
        "PostgreSQL's address, such as postgres://user:password@host/name. The embedded database when empty.",
    ),
    plain(
        "database_connections",
        "8",
        "Connections that read (embedded) or that do everything (PostgreSQL).",
    ),
    plain("mail.from", "Kapok <kapok@localhost>", "Sender of all mail."),
    plain(
        "mail.smtp_host",
        "",
        "SMTP server. When empty, mail is put into files in the folder `mail` under `data`.",
    ),
    plain("mail.smtp_port", "587", "Port of the SMTP server."),
    plain(
        "mail.smtp_tls",
        "starttls",
        "How the connection is secured: `starttls`, `tls` from the first byte, or `none`.",
    ),
    plain("mail.smtp_user", "", "User at the SMTP server, when it asks for one."),
    secret("mail.smtp_password", "Password at the SMTP server."),
    plain("log", "warn,kapok=info", "What is logged to standard error, as tracing's filter directives."),
];

/// All settings with their values and origins.
#[derive(Clone, Debug)]
pub struct Settings {
    values: BTreeMap<&'static str, (String, Origin)>,
}

impl Settings {
    /// Gathers the settings; `flags` win over `variable`, `variable` over the file, the file over the defaults.
    ///
    /// # Errors
    /// A sentence that says what to do: the file cannot be read, or names a setting that does not exist.
    pub fn gather(
        file: Option<&Path>,
        variable: impl Fn(&str) -> Option<String>,
        flags: &[(&'static str, &'static str, Option<String>)],
    ) -> Result<Self, String> {
        let from_file = file.map(read_file).transpose()?.unwrap_or_default();
        for key in from_file.keys() {
            if !SETTINGS.iter().any(|s| s.key == key) {
                return Err(format!("the configuration file names `{key}`, which is no setting of Kapok"));
            }
        }
        let mut values = BTreeMap::new();
        for setting in SETTINGS {
            let flag = flags.iter().find(|(key, _, value)| *key == setting.key && value.is_some());
            let value = if let Some((_, name, Some(value))) = flag {
                (value.clone(), Origin::Flag(name))
            } else if let Some(value) = variable(&setting.variable()) {
                (value, Origin::Environment(setting.variable()))
            } else if let Some(value) = from_file.get(setting.key) {
                (value.clone(), Origin::File)
            } else {
                (setting.default.to_owned(), Origin::Default)
            };
            values.insert(setting.key, value);
        }
        Ok(Self { values })
    }

    /// A setting's value; empty when it does not exist.
    pub fn get(&self, key: &str) -> &str {
        self.values.get(key).map_or("", |(value, _)| value)
    }

    /// A setting's value read as something.
    ///
    /// # Errors
    /// A sentence that names the setting and its value.
    pub fn parse<T: std::str::FromStr>(&self, key: &str) -> Result<T, String> {
        let value = self.get(key);
        value.parse().map_err(|_| format!("the setting `{key}` cannot be `{value}`"))
    }

    /// All settings with where each came from, secrets masked.
    pub fn show(&self) -> String {
        let mut text = String::new();
        for setting in SETTINGS {
            let Some((value, origin)) = self.values.get(setting.key) else { continue };
            let shown = if setting.secret && !value.is_empty() { "********" } else { value };
            let origin = match origin {
                Origin::Default => "default".to_owned(),
                Origin::File => "file".to_owned(),
                Origin::Environment(name) => format!("variable {name}"),
                Origin::Flag(name) => format!("flag {name}"),
            };
            let _ = writeln!(text, "{} = {shown:?}  # {origin}", setting.key);
        }
        text
    }
}

fn read_file(path: &Path) -> Result<BTreeMap<String, String>, String> {
    let named = |what: String| format!("the configuration file {}: {what}", path.display());
    let text = std::fs::read_to_string(path).map_err(|e| named(e.to_string()))?;
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| named(e.to_string()))?;
    let mut flat = BTreeMap::new();
    flatten("", &table, &mut flat);
    Ok(flat)
}

fn flatten(prefix: &str, table: &toml::Table, flat: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let key = format!("{prefix}{key}");
        match value {
            toml::Value::Table(inner) => flatten(&format!("{key}."), inner, flat),
            toml::Value::String(text) => drop(flat.insert(key, text.clone())),
            other => drop(flat.insert(key, other.to_string())),
        }
    }
}

/// The configuration example, generated from the table above.
pub fn example() -> String {
    let text = String::from(
        "# Kapok's configuration, every setting at its default. Generated by `kapok serve --example-config`.\n\
         # A variable KAPOK_… overrides each setting; a flag overrides the variable.\n",
    );
    let (mut top, mut mail) = (String::new(), String::new());
    for setting in SETTINGS {
        let (part, key) = match setting.key.split_once('.') {
            Some((_, key)) => (&mut mail, key),
            None => (&mut top, setting.key),
        };
        let _ = writeln!(part, "\n# {}\n# {}", setting.about, setting.variable());
        let _ = writeln!(part, "# {key} = {:?}", setting.default);
    }
    text + &top + "\n[mail]\n" + &mail
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_wins_over_a_variable_over_the_file_over_the_default() {
        let folder = std::env::temp_dir().join(format!("kapok-settings-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("kapok.toml");
        std::fs::write(&file, "listen = 'file'\ndata = 'file'\nlog = 'file'\n[mail]\nsmtp_port = 25\n")
            .unwrap();
        let variable =
            |name: &str| (name == "KAPOK_DATA" || name == "KAPOK_LISTEN").then(|| "variable".to_owned());
        let flags = [("listen", "--listen", Some("flag".to_owned())), ("data", "--data", None)];
        let settings = Settings::gather(Some(&file), variable, &flags).unwrap();
        let got = ["listen", "data", "log", "mail.smtp_port", "mail.smtp_host"].map(|key| settings.get(key));
        assert_eq!(got, ["flag", "variable", "file", "25", ""]);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn secrets_are_masked_when_shown() {
        let variable =
            |name: &str| (name == "KAPOK_DATABASE_URL").then(|| "postgres://u:hunter2@h/d".to_owned());
        let shown = Settings::gather(None, variable, &[]).unwrap().show();
        assert!(!shown.contains("hunter2"));
        assert!(shown.contains("variable KAPOK_DATABASE_URL"));
    }

    #[test]
    fn the_committed_example_is_fresh_and_true() {
        let committed = include_str!("../../../kapok.example.toml");
        assert_eq!(committed, example(), "run: cargo run -- serve --example-config > kapok.example.toml");
        assert!(committed.parse::<toml::Table>().is_ok());
    }
}
