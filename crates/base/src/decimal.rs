//! Exact numbers: decimals for what people give, rationals for what is computed from it.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};
pub use rust_decimal::Decimal;

/// An exact rational number.
pub type Exact = BigRational;

/// The exact value of a decimal.
#[must_use]
pub fn exact(decimal: Decimal) -> Exact {
    let denominator = BigInt::from(10).pow(decimal.scale());
    Exact::new(BigInt::from(decimal.mantissa()), denominator)
}

/// The exact sum of products of two decimals each. Over one denominator, so that only the sum is reduced.
#[must_use]
pub fn exact_products(pairs: &[(Decimal, Decimal)]) -> Exact {
    let scale = pairs.iter().map(|(a, b)| a.scale() + b.scale()).max().unwrap_or(0);
    let small = pairs.iter().try_fold(0_i128, |sum, (a, b)| {
        let product = a.mantissa().checked_mul(b.mantissa())?;
        sum.checked_add(product.checked_mul(10_i128.checked_pow(scale - a.scale() - b.scale())?)?)
    });
    let large = || -> BigInt {
        let product = |(a, b): &(Decimal, Decimal)| {
            let widened = BigInt::from(10).pow(scale - a.scale() - b.scale());
            BigInt::from(a.mantissa()) * b.mantissa() * widened
        };
        pairs.iter().map(product).sum()
    };
    Exact::new(small.map_or_else(large, BigInt::from), BigInt::from(10).pow(scale))
}

/// An exact number written with `places` decimals, halves away from zero: for showing, never for comparing.
#[must_use]
pub fn rounded(value: &Exact, places: u32) -> String {
    let scale = Exact::from_integer(BigInt::from(10).pow(places));
    let scaled = (value * scale).round().to_integer();
    let digits = scaled.abs().to_string();
    let places = places as usize;
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let sign = if scaled.is_negative() { "-" } else { "" };
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The nearest floating-point number, for plots.
#[must_use]
pub fn approximate(value: &Exact) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn decimals_become_exact_and_are_shown_rounded() {
        let third = Exact::new(BigInt::from(1), BigInt::from(3));
        assert_eq!(rounded(&third, 4), "0.3333");
        assert_eq!(rounded(&-third, 2), "-0.33");
        assert_eq!(rounded(&exact("2.5".parse().unwrap()), 0), "3");
        assert_eq!(rounded(&exact("0.05".parse().unwrap()), 1), "0.1");
        assert_eq!(
            exact("0.1".parse().unwrap()) + exact("0.2".parse().unwrap()),
            exact("0.3".parse().unwrap())
        );
    }

    #[test]
    fn sums_of_products_are_exact_whether_they_are_small_or_too_large_for_a_machine_word() {
        for texts in [
            &[("0.1", "3"), ("2.55", "-0.001"), ("7", "7")][..],
            &[("79228162514264337593543950335", "79228162514264337593543950335"), ("0.0000000001", "1")],
            &[],
        ] {
            let pairs: Vec<(Decimal, Decimal)> =
                texts.iter().map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap())).collect();
            let expected: Exact = pairs.iter().map(|(a, b)| exact(*a) * exact(*b)).sum();
            assert_eq!(exact_products(&pairs), expected);
        }
    }
}
