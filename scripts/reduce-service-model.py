"""Cuts botocore's service model to the operations of the simulator and drops its prose.

    python scripts/reduce-service-model.py SERVICE_MODEL REDUCED

SERVICE_MODEL is `botocore/data/pinpoint-sms-voice-v2/2022-03-31/service-2.json.gz` of an unpacked botocore wheel.
REDUCED is `test/simulator/model/sms-voice-model.json`: its operations are kept and everything else in it is written anew.
"""
import gzip
import json
import sys

METADATA = ('apiVersion', 'endpointPrefix', 'jsonVersion', 'protocol', 'serviceId', 'signingName', 'signatureVersion', 'targetPrefix')


def main(source, target):
    with gzip.open(source) as file:
        full = json.load(file)
    with open(target, encoding='utf-8') as file:
        names = list(json.load(file)['operations'])
    operations = {name: operation(full['operations'][name]) for name in names}
    roots = [shape for one in operations.values() for shape in (one['input'], one['output'], *one['errors'])]
    used = reachable(full['shapes'], roots)
    reduced = {
        'metadata': {name: full['metadata'][name] for name in METADATA},
        'operations': operations,
        'shapes': {name: without_prose(full['shapes'][name]) for name in sorted(used)},
    }
    with open(target, 'w', encoding='utf-8') as file:
        file.write(json.dumps(reduced, indent=1) + '\n')


def operation(full):
    return {
        'input': full['input']['shape'],
        'output': full['output']['shape'],
        'errors': [error['shape'] for error in full['errors']],
    }


def reachable(shapes, names):
    found, left = set(), list(names)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left.extend(references(shapes[name]))
    return found


def references(shape):
    members = [*shape.get('members', {}).values(), *(shape[part] for part in ('member', 'key', 'value') if part in shape)]
    return [member['shape'] for member in members]


def without_prose(value):
    """A member may be called `documentation` as well, so only prose goes."""
    if not isinstance(value, dict):
        return value
    return {name: without_prose(part) for name, part in value.items() if not (name == 'documentation' and isinstance(part, str))}


if __name__ == '__main__':
    main(*sys.argv[1:])
