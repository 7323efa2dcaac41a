//! A file in the safetensors format, read by the layout that its description gives, and by nothing of ours:
//! <https://github.com/huggingface/safetensors#format>.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What a file of tensors holds.
pub struct Exported {
    /// What it says of itself.
    pub metadata: Value,
    /// Shapes and numbers by name.
    pub tensors: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
}

impl Exported {
    /// Reads a file whose numbers are all in single precision, and proves that every byte belongs to one of them.
    #[track_caller]
    pub fn read(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap();
        let (length, rest) = bytes.split_first_chunk::<8>().unwrap();
        let (header, numbers) = rest.split_at(u64::from_le_bytes(*length) as usize);
        assert_eq!((header[0], header.len() % 8), (b'{', 0));
        let mut header: Map<String, Value> = serde_json::from_slice(header).unwrap();
        let metadata = header.remove("__metadata__").unwrap();
        let (mut tensors, mut places) = (BTreeMap::new(), Vec::new());
        for (name, tensor) in header {
            assert_eq!(tensor["dtype"], "F32", "{name}");
            let sizes = |key: &str| -> Vec<usize> {
                let sizes = tensor[key].as_array().unwrap().iter();
                sizes.map(|it| it.as_u64().unwrap() as usize).collect()
            };
            let (shape, place) = (sizes("shape"), sizes("data_offsets"));
            let (values, remainder) = numbers[place[0]..place[1]].as_chunks::<4>();
            assert!(remainder.is_empty(), "{name}");
            assert_eq!(values.len(), shape.iter().product::<usize>(), "{name}");
            let values = values.iter().map(|bytes| f32::from_le_bytes(*bytes));
            tensors.insert(name, (shape, values.collect()));
            places.push(place);
        }
        places.sort();
        let ends = places.iter().map(|place| place[1]);
        let ends: Vec<usize> = std::iter::once(0).chain(ends).collect();
        let starts = places.iter().map(|place| place[0]);
        assert!(
            starts.eq(ends[..places.len()].iter().copied()),
            "{places:?}"
        );
        assert_eq!(ends.last(), Some(&numbers.len()));
        Self { metadata, tensors }
    }
}
