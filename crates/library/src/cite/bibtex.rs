//! BibTeX, for LaTeX: one entry of the kind `@misc`, which every style knows.

use super::Reference;

/// The entry of a reference, with a line's end.
///
/// Names and titles stand in a second pair of braces: a city is no person with a first and a last name, and a title keeps its
/// capitals. Characters that mean something to TeX are written as commands; braces too, because BibTeX counts even those behind
/// a backslash.
#[must_use]
pub fn bibtex(reference: &Reference) -> String {
    let mut entry = format!("@misc{{{}", reference.key());
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            entry.push_str(&format!(",\n  {name} = {{{value}}}"));
        }
    };
    let whole = |text: &str| format!("{{{}}}", escaped(text));
    field("author", reference.author.as_deref().map(whole));
    field("title", Some(whole(&reference.title)));
    field("year", reference.year.map(|year| year.to_string()));
    field("howpublished", reference.edition.as_deref().map(whole));
    field("publisher", Some(whole(&reference.publisher)));
    field("url", Some(address(&reference.address)));
    field("urldate", Some(reference.accessed.date().to_string()));
    field("language", reference.language.as_ref().map(|language| escaped(language.as_str())));
    field("copyright", reference.licence.as_deref().map(whole));
    field("note", reference.synthetic.as_deref().map(whole));
    field("keywords", reference.synthetic.as_ref().map(|_| "synthetic".to_owned()));
    entry.push_str("\n}\n");
    entry
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        // TeX would draw two of these as one: a dash, a closing or a low quotation mark.
        if c == before && matches!(c, '-' | '\'' | ',') {
            safe.push_str("{}");
        }
        before = c;
        match c {
            '#' | '$' | '%' | '&' | '_' => {
                safe.push('\\');
                safe.push(c);
            }
            '\\' => safe.push_str("\\textbackslash{}"),
            '{' => safe.push_str("\\textbraceleft{}"),
            '}' => safe.push_str("\\textbraceright{}"),
            '^' => safe.push_str("\\textasciicircum{}"),
            '~' => safe.push_str("\\textasciitilde{}"),
            '<' => safe.push_str("\\textless{}"),
            '>' => safe.push_str("\\textgreater{}"),
            '|' => safe.push_str("\\textbar{}"),
            '"' => safe.push_str("\\textquotedbl{}"),
            '`' => safe.push_str("\\textasciigrave{}"),
            plain => safe.push(plain),
        }
    }
    safe
}

/// An address is taken as it stands: what would end its field is written in percent.
fn address(address: &str) -> String {
    let mut safe = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '{' => safe.push_str("%7B"),
            '}' => safe.push_str("%7D"),
            '\\' => safe.push_str("%5C"),
            ' ' => safe.push_str("%20"),
            plain => safe.push(plain),
        }
    }
    safe
}
