//! A table of values in one piece of memory, row by row.

/// Rows of equal length; reading outside gives nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid<T> {
    rows: usize,
    columns: usize,
    cells: Vec<T>,
}

impl<T: Copy> Grid<T> {
    /// The same value everywhere.
    #[must_use]
    pub fn filled(rows: usize, columns: usize, value: T) -> Self {
        Self { rows, columns, cells: vec![value; rows * columns] }
    }

    /// A value computed for each row and column.
    #[must_use]
    pub fn from_fn(rows: usize, columns: usize, mut value: impl FnMut(usize, usize) -> T) -> Self {
        let mut cells = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            cells.extend((0..columns).map(|column| value(row, column)));
        }
        Self { rows, columns, cells }
    }

    /// One value.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> Option<T> {
        (row < self.rows && column < self.columns).then(|| self.cells[row * self.columns + column])
    }

    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    pub(crate) fn row(&self, row: usize) -> &[T] {
        &self.cells[row * self.columns..(row + 1) * self.columns]
    }

    pub(crate) fn row_mut(&mut self, row: usize) -> &mut [T] {
        &mut self.cells[row * self.columns..(row + 1) * self.columns]
    }

    pub(crate) fn at(&self, row: usize, column: usize) -> T {
        self.cells[row * self.columns + column]
    }

    pub(crate) fn set(&mut self, row: usize, column: usize, value: T) {
        self.cells[row * self.columns + column] = value;
    }
}
