"""The structure message of SDMX-ML 3.0: dataflow, data structure, concepts and codelists, named in both languages."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from warehouse.headers import Text
from warehouse.sdmx.data import Header
from warehouse.sdmx.structure import Codelist, Component, Structure

_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
_NAMESPACES = {"mes": f"{_SCHEMAS}/message", "str": f"{_SCHEMAS}/structure", "com": f"{_SCHEMAS}/common"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_URN = "urn:sdmx:org.sdmx.infomodel"


def write_structure(structure: Structure, said: Header, path: Path) -> None:
    """Write the structure message, which a reader needs to understand the data messages."""
    for prefix, namespace in _NAMESPACES.items():
        ET.register_namespace(prefix, namespace)
    root = ET.Element(_name("mes:Structure"))
    _header(root, structure, said)
    parts = _child(root, "mes:Structures")
    _codelists(parts, structure)
    _concepts(parts, structure)
    _data_structure(parts, structure)
    _dataflow(parts, structure)
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="UTF-8", xml_declaration=True)


def _header(root: ET.Element, structure: Structure, said: Header) -> None:
    header = _child(root, "mes:Header")
    _child(header, "mes:ID").text = f"{structure.id}-{said.version}"
    _child(header, "mes:Test").text = "false"
    _child(header, "mes:Prepared").text = said.prepared
    _child(header, "mes:Sender", id=structure.agency)


def _codelists(parts: ET.Element, structure: Structure) -> None:
    lists = _child(parts, "str:Codelists")
    for codelist in structure.codelists.values():
        _codelist(_artefact(lists, "str:Codelist", structure, codelist.id, codelist.name), codelist)


def _codelist(element: ET.Element, codelist: Codelist) -> None:
    for code in codelist.codes:
        one = _child(element, "str:Code", id=code.id)
        _texts(one, "com:Name", code.name)
        if code.description:
            _texts(one, "com:Description", code.description)
        if code.parent:
            _child(one, "str:Parent").text = code.parent


def _concepts(parts: ET.Element, structure: Structure) -> None:
    schemes = _child(parts, "str:ConceptSchemes")
    scheme = _artefact(schemes, "str:ConceptScheme", structure, structure.concepts, structure.concepts_name)
    for component in structure.components:
        _texts(_child(scheme, "str:Concept", id=component.id), "com:Name", component.name)


def _data_structure(parts: ET.Element, structure: Structure) -> None:
    definitions = _child(parts, "str:DataStructures")
    definition = _artefact(definitions, "str:DataStructure", structure, structure.id, structure.name)
    components = _child(definition, "str:DataStructureComponents")
    dimensions = _child(components, "str:DimensionList", id="DimensionDescriptor")
    attributes = _child(components, "str:AttributeList", id="AttributeDescriptor")
    measures = _child(components, "str:MeasureList", id="MeasureDescriptor")
    for position, c in enumerate(structure.components, start=1):
        if c.role == "dimension":
            _representation(_child(dimensions, "str:Dimension", id=c.id, position=str(position)), structure, c)
        elif c.role == "time":
            _representation(_child(dimensions, "str:TimeDimension", id=c.id), structure, c)
        elif c.role == "measure":
            _representation(_child(measures, "str:Measure", id=c.id, usage=_usage(c)), structure, c)
        else:
            attribute = _child(attributes, "str:Attribute", id=c.id, usage=_usage(c))
            _representation(attribute, structure, c)
            _child(_child(attribute, "str:AttributeRelationship"), "str:Observation")


def _usage(component: Component) -> str:
    return "mandatory" if component.required else "optional"


def _representation(element: ET.Element, structure: Structure, component: Component) -> None:
    concept = f"{_URN}.conceptscheme.Concept={structure.reference(structure.concepts)}.{component.id}"
    _child(element, "str:ConceptIdentity").text = concept
    local = _child(element, "str:LocalRepresentation")
    if component.codelist is not None:
        codelist = f"{_URN}.codelist.Codelist={structure.reference(component.codelist)}"
        _child(local, "str:Enumeration").text = codelist
    else:
        facets = {"textType": str(component.type)} | ({"pattern": component.pattern} if component.pattern else {})
        _child(local, "str:TextFormat", **facets)


def _dataflow(parts: ET.Element, structure: Structure) -> None:
    flows = _child(parts, "str:Dataflows")
    flow = _artefact(flows, "str:Dataflow", structure, structure.dataflow, structure.dataflow_name)
    _child(flow, "str:Structure").text = f"{_URN}.datastructure.DataStructure={structure.reference(structure.id)}"


def _artefact(parent: ET.Element, tag: str, structure: Structure, identifier: str, name: Text) -> ET.Element:
    element = _child(parent, tag, id=identifier, agencyID=structure.agency, version=structure.version)
    _texts(element, "com:Name", name)
    return element


def _texts(parent: ET.Element, tag: str, text: Text) -> None:
    for language, said in (("en", text.en), ("vi", text.vi)):
        _child(parent, tag, **{_LANGUAGE: language}).text = said


def _child(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, _name(tag), attributes)


def _name(tag: str) -> str:
    prefix, local = tag.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"
