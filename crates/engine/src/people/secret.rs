//! Secrets that are given out once and kept as hashes: session tokens, API tokens, links.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kapok_base::Stream;
use sha2::{Digest, Sha256};

/// A fresh secret of 256 bits, in letters that go into addresses and cookies, and the hash to keep.
pub(crate) fn mint(stream: &Stream, prefix: &str) -> (String, [u8; 32]) {
    let secret = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(stream.bytes::<32>()));
    let hash = fingerprint(&secret);
    (secret, hash)
}

/// The hash under which a secret is kept. Plain SHA-256 suffices: 256 random bits cannot be guessed.
pub(crate) fn fingerprint(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// A short name for something that should not be readable where it is counted, such as an address.
pub(crate) fn veiled(what: &str) -> String {
    URL_SAFE_NO_PAD.encode(&fingerprint(what)[..16])
}
