//! RIS, for reference managers: a line for each field, its tag in two letters.

use super::Reference;

/// The record of a reference, closed by its `ER` line. Lines end as the format wants them: carriage return and line feed.
#[must_use]
pub fn ris(reference: &Reference) -> String {
    let mut record = String::from("TY  - RPRT\r\n");
    let mut field = |tag: &str, value: Option<String>| {
        if let Some(value) = value {
            record.push_str(&format!("{tag}  - {value}\r\n"));
        }
    };
    field("ID", Some(reference.key()));
    // No asterisk may stand in a name.
    field("AU", reference.author.as_ref().map(|name| name.replace('*', " ").trim().to_owned()));
    field("TI", Some(reference.title.clone()));
    field("PY", reference.year.map(|year| format!("{year:04}")));
    field("T2", reference.edition.clone());
    field("PB", Some(reference.publisher.clone()));
    field("UR", Some(reference.address.clone()));
    let day = reference.accessed.date();
    field("Y2", Some(format!("{:04}/{:02}/{:02}/", day.year(), day.month(), day.day())));
    field("LA", reference.language.as_ref().map(ToString::to_string));
    field("C1", reference.licence.clone());
    field("N1", reference.synthetic.clone());
    field("KW", reference.synthetic.as_ref().map(|_| "synthetic".to_owned()));
    record.push_str("ER  - \r\n");
    record
}
