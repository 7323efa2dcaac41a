//! Numbers of lines.

/// Where the lines of a text begin.
pub struct Lines(Vec<usize>);

impl Lines {
    /// Of this text.
    pub fn of(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(end, _)| end + 1);
        Self([0].into_iter().chain(ends).collect())
    }

    /// The line, counted from 1, that a byte stands in.
    pub fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let lines = Lines::of("a\nb\r\n");
        assert_eq!([0, 1, 2, 3, 5].map(|byte| lines.at(byte)), [1, 1, 2, 2, 3]);
    }
}
