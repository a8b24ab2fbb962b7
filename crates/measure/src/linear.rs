//! Small dense symmetric positive definite systems by Cholesky's factorisation, row by row so that the compiler can
//! work on several numbers at once.

/// A factor U with U'U = A.
#[derive(Clone, Debug)]
pub struct Cholesky {
    size: usize,
    /// Row-major; below the diagonal unspecified.
    upper: Vec<f64>,
}

impl Cholesky {
    /// Factors a symmetric matrix given row by row, of which the upper triangle is read. `None` when it is not
    /// positive definite.
    #[must_use]
    pub fn new(size: usize, mut matrix: Vec<f64>) -> Option<Self> {
        for k in 0..size {
            let (done, below) = matrix.split_at_mut((k + 1) * size);
            let row = &mut done[k * size..];
            let pivot = row[k];
            if !(pivot.is_finite() && pivot > 0.0) {
                return None;
            }
            let root = pivot.sqrt();
            row[k..].iter_mut().for_each(|value| *value /= root);
            for (i, target) in (k + 1..size).zip(below.chunks_exact_mut(size)) {
                subtract(&mut target[i..], row[i], &row[i..]);
            }
        }
        Some(Self { size, upper: matrix })
    }

    fn row(&self, k: usize) -> &[f64] {
        &self.upper[k * self.size..(k + 1) * self.size]
    }

    /// The logarithm of A's determinant.
    #[must_use]
    pub fn log_determinant(&self) -> f64 {
        (0..self.size).map(|k| 2.0 * libm::log(self.row(k)[k])).sum()
    }

    /// Solves Ux = z in place: of independent standard normal z it makes x with covariance A⁻¹.
    pub fn solve_upper(&self, z: &mut [f64]) {
        for k in (0..self.size).rev() {
            let row = self.row(k);
            let (left, right) = z.split_at_mut(k + 1);
            left[k] = (left[k] - dot(&row[k + 1..], right)) / row[k];
        }
    }

    /// Solves Ax = b in place.
    pub fn solve(&self, b: &mut [f64]) {
        for k in 0..self.size {
            let row = self.row(k);
            b[k] /= row[k];
            let (left, right) = b.split_at_mut(k + 1);
            subtract(right, left[k], &row[k + 1..]);
        }
        self.solve_upper(b);
    }

    /// A⁻¹, whole, row by row.
    #[must_use]
    pub fn inverse(&self) -> Vec<f64> {
        let size = self.size;
        let mut root = vec![0.0; size * size];
        for i in (0..size).rev() {
            let (upto, below) = root.split_at_mut((i + 1) * size);
            let (row, factors) = (&mut upto[i * size..], self.row(i));
            row[i] = 1.0;
            for (k, source) in (i + 1..size).zip(below.chunks_exact(size)) {
                subtract(&mut row[k..], factors[k], &source[k..]);
            }
            row[i..].iter_mut().for_each(|value| *value /= factors[i]);
        }
        let mut inverse = vec![0.0; size * size];
        for i in 0..size {
            for j in i..size {
                let value = dot(&root[i * size + j..(i + 1) * size], &root[j * size + j..(j + 1) * size]);
                inverse[i * size + j] = value;
                inverse[j * size + i] = value;
            }
        }
        inverse
    }
}

/// target − factor × source.
fn subtract(target: &mut [f64], factor: f64, source: &[f64]) {
    if factor != 0.0 {
        target.iter_mut().zip(source).for_each(|(t, s)| *t -= factor * s);
    }
}

/// The scalar product in four running sums: a fixed order, and four numbers at a time.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (a4, b4) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = a4.remainder().iter().zip(b4.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a4.zip(b4) {
        (0..4).for_each(|lane| sums[lane] += x[lane] * y[lane]);
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 7 × 7: a Hilbert matrix with one added on the diagonal.
    fn matrix() -> Vec<f64> {
        let at = |i: usize, j: usize| 1.0 / (i + j + 1) as f64 + if i == j { 1.0 } else { 0.0 };
        (0..49).map(|n| at(n / 7, n % 7)).collect()
    }

    #[test]
    fn solutions_and_inverse_give_the_identity_back() {
        let cholesky = Cholesky::new(7, matrix()).unwrap();
        let inverse = cholesky.inverse();
        for i in 0..7 {
            let mut unit = vec![0.0; 7];
            unit[i] = 1.0;
            cholesky.solve(&mut unit);
            for j in 0..7 {
                assert!((unit[j] - inverse[i * 7 + j]).abs() < 1e-14);
                let product = dot(&matrix()[i * 7..i * 7 + 7], &inverse[j * 7..j * 7 + 7]);
                assert!((product - f64::from(u8::from(i == j))).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn the_determinant_is_known_and_what_is_not_definite_is_refused() {
        let two = Cholesky::new(2, vec![2.0, 1.0, 1.0, 3.0]).unwrap();
        assert!((libm::exp(two.log_determinant()) - 5.0).abs() < 1e-12);
        assert!(Cholesky::new(2, vec![1.0, 2.0, 2.0, 1.0]).is_none());
        assert!(Cholesky::new(1, vec![f64::NAN]).is_none());
        assert_eq!(Cholesky::new(0, vec![]).unwrap().log_determinant(), 0.0);
    }
}
