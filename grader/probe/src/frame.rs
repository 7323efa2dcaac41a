//! The bytes in which a worker answers the judge.
//!
//! ```text
//! nonce  status  body  nonce
//! 16     1             16     bytes
//! ```
//!
//! The nonce is the judge's, anew for each process: an answer that begins and ends with it is whole, and of
//! this process. The body of [`Reply::Gave`] is a count (u32), then for each value its rank (u32), its
//! dimensions (u32 each) and its numbers (f64); of [`Reply::Panicked`] two texts, each behind its length
//! (u32). All numbers are little-endian. Names do not travel: the judge knows them from the solution.

/// What the judge calls one process by.
pub type Nonce = [u8; 16];

/// The longest text of a panic that travels, in bytes.
pub const LONGEST_TEXT: usize = 4096;

/// The largest rank of a tensor.
const HIGHEST_RANK: u32 = 8;

const GAVE: u8 = 1;
const PANICKED: u8 = 2;
const UNSEALED: u8 = 3;

/// A worker's answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// Shapes and numbers, in the order in which the probe gave them.
    Gave(Vec<(Vec<usize>, Vec<f64>)>),
    /// The code panicked: the message, and the file with the line.
    Panicked {
        /// What it said.
        message: String,
        /// File, line and column.
        place: String,
    },
    /// The worker could not confine itself, and ran nothing.
    Unsealed(String),
}

impl Reply {
    /// As bytes.
    pub fn encode(&self, nonce: Nonce) -> Vec<u8> {
        let mut bytes = nonce.to_vec();
        match self {
            Self::Gave(values) => {
                bytes.push(GAVE);
                bytes.extend(length(values.len()));
                for (shape, numbers) in values {
                    bytes.extend(length(shape.len()));
                    bytes.extend(shape.iter().flat_map(|size| length(*size)));
                    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
                }
            }
            Self::Panicked { message, place } => {
                bytes.push(PANICKED);
                push_text(&mut bytes, message);
                push_text(&mut bytes, place);
            }
            Self::Unsealed(message) => {
                bytes.push(UNSEALED);
                push_text(&mut bytes, message);
            }
        }
        bytes.extend(nonce);
        bytes
    }

    /// From bytes; the error says in words what is wrong with them. Nothing is allocated that the bytes do
    /// not hold.
    pub fn decode(bytes: &[u8], nonce: Nonce) -> Result<Self, String> {
        let body = bytes
            .strip_prefix(nonce.as_slice())
            .and_then(|rest| rest.strip_suffix(nonce.as_slice()));
        let mut reader = Reader(body.ok_or("no whole answer came")?);
        let reply = match reader.take::<1>()?[0] {
            GAVE => {
                let count = reader.number()?;
                let mut values = Vec::new();
                for _ in 0..count {
                    values.push(reader.value()?);
                }
                Self::Gave(values)
            }
            PANICKED => Self::Panicked {
                message: reader.text()?,
                place: reader.text()?,
            },
            UNSEALED => Self::Unsealed(reader.text()?),
            _ => return Err("the answer is of no known kind".into()),
        };
        match reader.0 {
            [] => Ok(reply),
            _ => Err("the answer goes on behind its end".into()),
        }
    }
}

fn length(count: usize) -> [u8; 4] {
    u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes()
}

fn push_text(bytes: &mut Vec<u8>, text: &str) {
    let text = &text[..text.floor_char_boundary(LONGEST_TEXT)];
    bytes.extend(length(text.len()));
    bytes.extend(text.as_bytes());
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn bytes(&mut self, count: usize) -> Result<&[u8], String> {
        let (taken, rest) = self
            .0
            .split_at_checked(count)
            .ok_or("the answer ends early")?;
        self.0 = rest;
        Ok(taken)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let taken = self.bytes(N)?;
        taken.try_into().map_err(|_| "the answer ends early".into())
    }

    fn number(&mut self) -> Result<u32, String> {
        Ok(u32::from_le_bytes(self.take()?))
    }

    fn value(&mut self) -> Result<(Vec<usize>, Vec<f64>), String> {
        let rank = self.number()?;
        if rank > HIGHEST_RANK {
            return Err(format!("the answer has a tensor with {rank} dimensions"));
        }
        let mut shape = Vec::new();
        let mut count: usize = 1;
        for _ in 0..rank {
            let size = self.number()? as usize;
            shape.push(size);
            count = count
                .checked_mul(size)
                .ok_or("the answer has a tensor without an end")?;
        }
        let length = count
            .checked_mul(size_of::<f64>())
            .ok_or("the answer has a tensor without an end")?;
        let (numbers, _) = self.bytes(length)?.as_chunks();
        Ok((
            shape,
            numbers
                .iter()
                .map(|bytes| f64::from_le_bytes(*bytes))
                .collect(),
        ))
    }

    fn text(&mut self) -> Result<String, String> {
        let length = self.number()? as usize;
        if length > LONGEST_TEXT {
            return Err("the answer has a text without an end".into());
        }
        let text = String::from_utf8(self.bytes(length)?.to_vec());
        text.map_err(|_| "the answer has a text that is none".into())
    }
}
