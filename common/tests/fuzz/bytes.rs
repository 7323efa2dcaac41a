//! Files that are no text: images in the IDX format, checkpoints.

use super::fuzz;
use super::mutations::mutated;
use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::{Device, TensorData};
use common::by_hand::Stream;
use common::data::idx::Idx;
use common::learner::Snapshot;
use common::means::Means;
use common::{tensors, trained};
use std::fs;

#[test]
fn idx_files() {
    let corpus = [
        vec![0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6],
        [
            &[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 3][..],
            &[7; 24],
        ]
        .concat(),
        vec![0, 0, 8, 1, 0, 0, 0, 4, 10, 9, 8, 7],
        vec![0, 0, 8, 0, 1],
    ];
    let check = |bytes: &[u8]| {
        let Ok(idx) = Idx::parse(bytes, "a.idx") else {
            return false;
        };
        assert_eq!(idx.dims.iter().product::<usize>(), idx.values.len());
        let mut again = vec![0, 0, 8, idx.dims.len() as u8];
        again.extend(idx.dims.iter().flat_map(|dim| (*dim as u32).to_be_bytes()));
        assert_eq!([again, idx.values].concat(), bytes);
        true
    };
    fuzz("idx_files", 1, |stream| mutated(&corpus, stream), check);
}

/// As [`mutated`]; the length of the header, with which the format begins, is mostly made to fit again.
fn with_header(corpus: &[Vec<u8>], stream: &mut Stream) -> Vec<u8> {
    let mut input = mutated(corpus, stream);
    let end = input.iter().rposition(|byte| *byte == b'}');
    if let Some(end) = end.filter(|end| *end >= 8 && stream.below(4) > 0) {
        let spaces = input[end + 1..].iter().take_while(|byte| **byte == b' ');
        let length = end + 1 + spaces.count() - 8;
        input[..8].copy_from_slice(&(length as u64).to_le_bytes());
    }
    input
}

/// Names, shapes and values as bytes, in which NaN equals itself.
fn plain(tensors: &[(String, TensorData)]) -> Vec<(&str, &[usize], &[u8])> {
    let plain = tensors
        .iter()
        .map(|(name, data)| (name.as_str(), data.shape().as_slice(), data.as_bytes()));
    plain.collect()
}

#[test]
fn parameters() {
    let corpus = [
        vec![("0.weight", TensorData::from([[1.0_f32, -2.5], [0.0, 4.0]]))],
        vec![
            ("0.weight", TensorData::from([[1.0_f64], [f64::NAN]])),
            ("0.bias", TensorData::from([0.5_f64])),
            ("1.mean", TensorData::new(Vec::<f32>::new(), [0, 3])),
        ],
    ];
    let corpus = corpus.map(|tensors| {
        let named = tensors
            .into_iter()
            .map(|(name, data)| (name.to_owned(), data));
        tensors::to_bytes(&named.collect::<Vec<_>>()).unwrap()
    });
    let check = |bytes: &[u8]| {
        let one = tensors::from_bytes(bytes, "0.weight");
        let Ok(all) = tensors::all(bytes) else {
            return false;
        };
        let weight = all.iter().find(|(name, _)| name == "0.weight");
        assert_eq!(one.is_ok(), weight.is_some());
        let again = tensors::all(&tensors::to_bytes(&all).unwrap()).unwrap();
        assert_eq!(plain(&again), plain(&all));
        true
    };
    fuzz(
        "parameters",
        1,
        |stream| with_header(&corpus, stream),
        check,
    );
}

/// Every kind of block that a checkpoint has.
fn snapshot(steps: usize) -> Snapshot {
    let weight = ("0.weight".to_owned(), TensorData::from([[1.0_f32, -2.5]]));
    let means = Means::parse("loss 1.5 3\naccuracy 2 3\n").unwrap();
    let snapshot = Snapshot::at(steps).with_means(&means);
    snapshot.with("network.safetensors", tensors::to_bytes(&[weight]).unwrap())
}

#[test]
fn checkpoints() {
    let corpus = [
        Snapshot::pack(&[snapshot(7), snapshot(8)]).unwrap(),
        Snapshot::pack(&[Snapshot::at(0).with("empty", Vec::new())]).unwrap(),
    ];
    let check = |bytes: &[u8]| {
        let Ok(snapshots) = Snapshot::unpack(bytes) else {
            return false;
        };
        let again = Snapshot::unpack(&Snapshot::pack(&snapshots).unwrap()).unwrap();
        assert_eq!(again, snapshots);
        for snapshot in snapshots {
            let _ = snapshot.steps();
            if let Ok(means) = snapshot.means() {
                let text = means.to_text();
                assert_eq!(Means::parse(&text).unwrap().to_text(), text);
            }
        }
        true
    };
    fuzz(
        "checkpoints",
        1,
        |stream| with_header(&corpus, stream),
        check,
    );
}

#[test]
fn modules() {
    let record = |outputs| {
        let layer: Linear = LinearConfig::new(2, outputs).init(&Device::flex());
        layer.into_record().into_bytes().unwrap().to_vec()
    };
    let corpus = [record(1), record(3)];
    let check = |bytes: &[u8]| {
        let snapshot = Snapshot::at(1).with("model.bpk", bytes.to_vec());
        let Ok(modules) = trained::modules(&snapshot) else {
            return false;
        };
        let [(name, module)] = &modules[..] else {
            panic!("{} modules", modules.len());
        };
        assert_eq!(name, "model");
        let mut module = module.clone();
        module.sort_by(|a, b| a.0.cmp(&b.0));
        let again = tensors::all(&tensors::to_bytes(&module).unwrap()).unwrap();
        assert_eq!(plain(&again), plain(&module));
        true
    };
    fuzz("modules", 1, |stream| mutated(&corpus, stream), check);
}

#[test]
fn changed_checkpoints() {
    let folder = tempfile::tempdir().unwrap();
    snapshot(7).write(folder.path()).unwrap();
    let entries = fs::read_dir(folder.path()).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let contents: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    let all = contents.concat();
    // All files one after the other, with one byte changed.
    let make = |stream: &mut Stream| {
        let mut changed = all.clone();
        changed[stream.below(all.len())] ^= 1 + stream.below(255) as u8;
        changed
    };
    let check = |bytes: &[u8]| {
        let mut rest = bytes;
        for (file, was) in files.iter().zip(&contents) {
            let (content, after) = rest.split_at(was.len());
            fs::write(file, content).unwrap();
            rest = after;
        }
        let error = Snapshot::read(folder.path()).unwrap_err();
        assert_eq!(error.exit_code(), 4, "{error}");
        true
    };
    fuzz("changed_checkpoints", 100, make, check);
}
