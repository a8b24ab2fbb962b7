//! The house stays tidy: the arrows between crates, the length of files, the words that must not appear.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// What each crate may depend on among ours. Whatever is not listed here is a mistake in the tree.
const ARROWS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("access", &["base"]),
    ("submission", &["base"]),
    ("judging", &["base"]),
    ("measure", &["base"]),
    ("library", &["base"]),
    ("tabular", &["base"]),
    ("words", &["base"]),
    ("mail", &["base", "words"]),
    ("search", &["base", "library"]),
    ("migrations", &[]),
    ("store", &["base", "access", "submission", "judging", "library", "migrations"]),
    (
        "engine",
        &[
            "base",
            "access",
            "submission",
            "judging",
            "measure",
            "library",
            "tabular",
            "words",
            "mail",
            "search",
            "store",
        ],
    ),
    (
        "web",
        &[
            "base",
            "access",
            "submission",
            "judging",
            "measure",
            "library",
            "tabular",
            "words",
            "search",
            "engine",
        ],
    ),
    ("demo", &["base", "access", "submission", "judging", "library", "tabular", "words", "engine"]),
    ("cli", &["base", "access", "measure", "library", "tabular", "words", "mail", "engine", "web", "demo"]),
];

/// Heavy dependencies and the one crate that may know each.
const FENCES: &[(&str, &str)] = &[
    ("tantivy", "search"),
    ("sea-orm", "store"),
    ("axum", "web"),
    ("lettre", "mail"),
    ("csv", "tabular"),
    ("rust_xlsxwriter", "tabular"),
    ("calamine", "tabular"),
];

fn direct_dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let names = |package: &Value| {
        let dependencies = package["dependencies"].as_array().unwrap();
        let ordinary = dependencies.iter().filter(|d| d["kind"].is_null());
        ordinary.map(|d| d["name"].as_str().unwrap().to_owned()).collect()
    };
    let short = |package: &Value| package["name"].as_str().unwrap().trim_start_matches("kapok-").to_owned();
    packages.iter().map(|package| (short(package), names(package))).collect()
}

#[test]
fn the_arrows_between_crates_point_as_drawn() {
    let found = direct_dependencies();
    let drawn: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    for (name, dependencies) in found.iter().filter(|(name, _)| *name != "tests") {
        let allowed = drawn.get(name.as_str()).unwrap_or_else(|| panic!("{name} is not drawn in ARROWS"));
        for ours in dependencies.iter().filter_map(|d| d.strip_prefix("kapok-")) {
            assert!(allowed.contains(&ours), "{name} must not know {ours}");
        }
        for (heavy, owner) in FENCES {
            assert!(
                !dependencies.contains(*heavy) || name == owner,
                "only {owner} may know {heavy}, not {name}"
            );
        }
    }
}

/// Files that git knows or would know, with their text.
fn files(endings: &[&str]) -> Vec<(String, String)> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    let wanted = listed.lines().filter(|path| endings.iter().any(|e| path.ends_with(e)));
    wanted
        .filter_map(|path| Some((path.to_owned(), std::fs::read_to_string(root().join(path)).ok()?)))
        .collect()
}

#[test]
fn no_file_is_over_600_lines_and_each_says_what_it_is_for() {
    let sources = files(&[".rs"]);
    assert!(sources.len() > 50, "the listing found only {} files", sources.len());
    for (path, text) in sources {
        assert!(text.lines().count() <= 600, "{path} has more than 600 lines");
        assert!(text.starts_with("//!"), "{path} does not open with a line on what it is for");
    }
}

#[test]
fn the_project_speaks_of_itself_alone() {
    let forbidden = [
        ["/work", "/"].concat(),
        ["/tmp/", "bash"].concat(),
        [".lib", "rary/"].concat(),
        ["crates.io", "-index"].concat(),
        ["shared/", "corpus"].concat(),
        ["TO", "DO"].concat(),
        ["FIX", "ME"].concat(),
    ];
    for (path, text) in files(&[".rs", ".md", ".toml", ".html", ".css", ".js", ".ftl", ".sql", "run"]) {
        for word in &forbidden {
            assert!(!text.contains(word.as_str()), "{path} contains {word}");
        }
    }
}

/// Two shapes of one name would silently become one in the API document.
#[test]
fn no_two_shapes_of_the_api_have_one_name() {
    let mut seen = BTreeMap::new();
    for (path, text) in files(&[".rs"]).into_iter().filter(|(path, _)| path.starts_with("crates/web/src/api"))
    {
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[0].contains("ToSchema") && pair[0].contains("derive"))
        {
            let declared = pair[1].split("struct ").nth(1).or_else(|| pair[1].split("enum ").nth(1));
            let Some(name) = declared.and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next())
            else {
                continue;
            };
            if let Some(other) = seen.insert(name.to_owned(), path.clone()) {
                panic!("{name} is declared in {other} and in {path}");
            }
        }
    }
    assert!(seen.len() > 50, "only {} shapes were found", seen.len());
}
