//! The seal: a dossier's canonical bytes (RFC 8785), their hash, and the receipt that proves them.

use crate::{Answers, Consent, Form, InTime};
use kapok_base::{EditionId, EntityId, Instant, Language, Localized, ProgrammeId, SubmissionId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What is sealed. Its canonical bytes can be hashed again by anybody who has them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedContent {
    /// The shape of this content: `kapok-sealed-submission/1`.
    pub schema: String,
    /// The award.
    pub programme: ProgrammeId,
    /// Its edition.
    pub edition: EditionId,
    /// The dossier.
    pub submission: SubmissionId,
    /// Who enters.
    pub entity: EntityId,
    /// The entity's names at that instant.
    pub entity_name: Localized,
    /// The language of the answers.
    pub language: Language,
    /// Which seal of this dossier, from 1.
    pub seal: u32,
    /// When.
    pub sealed_at: Instant,
    /// By which deadline it was in time.
    pub in_time: InTime,
    /// The hash of the form that was answered.
    pub form_sha256: String,
    /// The answers.
    pub answers: Answers,
    /// What the entrant allows.
    pub consent: Consent,
}

/// A sealed dossier: content, bytes, hash and receipt.
#[derive(Clone, Debug, PartialEq)]
pub struct Seal {
    /// The canonical bytes.
    pub bytes: Vec<u8>,
    /// Their SHA-256.
    pub sha256: [u8; 32],
    /// The proof.
    pub receipt: Receipt,
}

/// Proof that a dossier was sealed at an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The number for people: `GUANGZHOU-2026-0042-1-7KQ3`.
    pub number: String,
    /// The dossier.
    pub submission: SubmissionId,
    /// Which seal of it, from 1.
    pub seal: u32,
    /// When.
    pub sealed_at: Instant,
    /// By which deadline it was in time.
    pub in_time: InTime,
    /// SHA-256 of the canonical content, in hexadecimal.
    pub sha256: String,
}

/// A content that has no canonical form; it would hold a number that JSON cannot write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealError(pub String);

impl std::fmt::Display for SealError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no canonical form: {}", self.0)
    }
}

impl std::error::Error for SealError {}

impl SealedContent {
    /// The schema's name.
    pub const SCHEMA: &str = "kapok-sealed-submission/1";

    /// Seals the content; `slug` and `number` are the edition's short name and this dossier's number in it.
    ///
    /// # Errors
    /// When the content has no canonical form.
    pub fn seal(&self, slug: &str, number: i64) -> Result<Seal, SealError> {
        let (bytes, sha256) = digest(self)?;
        let receipt = Receipt {
            number: receipt_number(slug, number, self.seal, &sha256),
            submission: self.submission,
            seal: self.seal,
            sealed_at: self.sealed_at,
            in_time: self.in_time,
            sha256: hex(&sha256),
        };
        Ok(Seal { bytes, sha256, receipt })
    }

    /// The hash of a form, as sealed contents name it.
    ///
    /// # Errors
    /// When the form has no canonical form.
    pub fn form_hash(form: &Form) -> Result<String, SealError> {
        Ok(hex(&digest(form)?.1))
    }
}

/// The canonical bytes of a value and their SHA-256.
///
/// # Errors
/// When the value has no canonical form.
pub fn digest(value: &impl Serialize) -> Result<(Vec<u8>, [u8; 32]), SealError> {
    let bytes = serde_jcs::to_vec(value).map_err(|error| SealError(error.to_string()))?;
    let sha256 = Sha256::digest(&bytes).into();
    Ok((bytes, sha256))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The four last letters come from the hash, so that a number with a slip of the pen matches nothing.
fn receipt_number(slug: &str, number: i64, seal: u32, sha256: &[u8; 32]) -> String {
    // Crockford's letters: none that reads like another.
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let check: String = sha256[..4].iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    format!("{}-{number:04}-{seal}-{check}", slug.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Licence;
    use proptest::prelude::*;
    use serde_json::json;
    use uuid::Uuid;

    fn content(answers: serde_json::Value) -> SealedContent {
        let id = Uuid::from_u128(5);
        SealedContent {
            schema: SealedContent::SCHEMA.to_owned(),
            programme: id.into(),
            edition: id.into(),
            submission: id.into(),
            entity: id.into(),
            entity_name: Localized::english("Guangzhou"),
            language: Language::english(),
            seal: 1,
            sealed_at: "2026-11-30T15:59:59.5Z".parse().unwrap(),
            in_time: InTime::Final,
            form_sha256: SealedContent::form_hash(&Form::default()).unwrap(),
            answers: serde_json::from_value(answers).unwrap(),
            consent: Consent { publish: true, licence: Some(Licence::By) },
        }
    }

    #[test]
    fn the_same_content_has_the_same_bytes_whatever_the_order() {
        let one = content(json!({"b": "水", "a": 2.50})).seal("gz-2026", 42).unwrap();
        let two = content(json!({"a": 2.5, "b": "水"})).seal("gz-2026", 42).unwrap();
        assert_eq!(one, two);
        let text = String::from_utf8(one.bytes.clone()).unwrap();
        assert!(
            text.starts_with(r#"{"answers":{"a":2.5,"b":"水"},"consent":{"licence":"CC-BY-4.0""#),
            "{text}"
        );
        assert!(one.receipt.number.starts_with("GZ-2026-0042-1-"));
        assert_eq!(one.receipt.sha256.len(), 64);
    }

    #[test]
    fn a_known_value_has_its_known_hash() {
        let (bytes, hash) = digest(&json!({"b": 1, "a": []})).unwrap();
        assert_eq!(bytes, br#"{"a":[],"b":1}"#);
        assert_eq!(hex(&hash), hex(&Sha256::digest(br#"{"a":[],"b":1}"#)));
        assert_eq!(
            hex(&Sha256::digest(b"")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    proptest! {
        #[test]
        fn sealed_bytes_are_read_back_as_they_were(text in ".{0,40}", number in -1e15f64..1e15) {
            let content = content(json!({"text": text, "number": number}));
            let seal = content.seal("e", 1).unwrap();
            let back: SealedContent = serde_json::from_slice(&seal.bytes).unwrap();
            prop_assert_eq!(&back.answers.0["text"], &content.answers.0["text"]);
            prop_assert_eq!(back.seal("e", 1).unwrap().sha256, seal.sha256);
        }

        #[test]
        fn another_answer_has_another_hash(a in ".{0,20}", b in ".{0,20}") {
            let hash = |text: &str| content(json!({"t": text})).seal("e", 1).unwrap().sha256;
            prop_assert_eq!(a == b, hash(&a) == hash(&b));
        }
    }
}
