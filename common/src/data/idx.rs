//! The IDX format, in which MNIST and its relatives are published.
//!
//! Two zero bytes, one byte for the type (8: unsigned bytes), one for the number of dimensions,
//! each dimension as a big-endian 32-bit number, then the values with the last dimension varying
//! fastest. Source: <http://yann.lecun.com/exdb/mnist/>.

use crate::error::{Error, Result};

const UNSIGNED_BYTE: u8 = 8;

/// An array of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idx {
    /// The extent of each dimension.
    pub dims: Vec<usize>,
    /// As many values as the dimensions multiply to.
    pub values: Vec<u8>,
}

impl Idx {
    /// Reads unpacked IDX bytes; `name` is the file's name for the error.
    ///
    /// # Errors
    /// [`Error::Data`] if the bytes are not an IDX file of unsigned bytes, or not a whole one.
    pub fn parse(bytes: &[u8], name: &str) -> Result<Self> {
        let wrong =
            |reason: String| Error::Data(format!("{name} is no intact IDX file: {reason}."));
        let [0, 0, kind, rank, rest @ ..] = bytes else {
            return Err(wrong("it does not begin with two zero bytes".into()));
        };
        if *kind != UNSIGNED_BYTE {
            return Err(wrong(format!(
                "its values are of type {kind:#04x}, only 0x08 (unsigned bytes) can be read"
            )));
        }
        let Some((header, values)) = rest.split_at_checked(4 * usize::from(*rank)) else {
            return Err(wrong(format!("it ends within its {rank} dimensions")));
        };
        let (dims, _) = header.as_chunks::<4>();
        let dims = dims.iter().map(|&dim| u32::from_be_bytes(dim) as usize);
        let dims: Vec<usize> = dims.collect();
        let count = dims
            .iter()
            .try_fold(1_usize, |count, &dim| count.checked_mul(dim));
        if count != Some(values.len()) {
            return Err(wrong(format!(
                "{} values follow a header that announces {dims:?}",
                values.len()
            )));
        }
        let values = values.to_vec();
        Ok(Self { dims, values })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(bytes: &[u8]) -> Result<Idx, String> {
        Idx::parse(bytes, "a.idx").map_err(|error| error.to_string())
    }

    #[test]
    fn dimensions_and_values() {
        let bytes = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];
        let expected = Idx {
            dims: vec![2, 3],
            values: vec![1, 2, 3, 4, 5, 6],
        };
        assert_eq!(parse(&bytes), Ok(expected));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let cases: [(&[u8], &str); 5] = [
            (b"", "two zero bytes"),
            (&[1, 2, 8, 0, 0], "two zero bytes"),
            (&[0, 0, 13, 1, 0, 0, 0, 0], "type 0x0d"),
            (&[0, 0, 8, 3, 0, 0], "within its 3 dimensions"),
            (&[0, 0, 8, 1, 0, 0, 0, 5, 1], "1 values follow"),
        ];
        for (bytes, part) in cases {
            let error = parse(bytes).unwrap_err();
            assert!(error.contains("a.idx") && error.contains(part), "{error}");
        }
    }

    #[test]
    fn dimensions_that_overflow_are_an_error() {
        let bytes = [&[0, 0, 8, 4][..], &[255; 16]].concat();
        assert!(parse(&bytes).is_err());
    }
}
