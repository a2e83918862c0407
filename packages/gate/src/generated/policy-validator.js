// Generated from JSON Schemas by generate.ts. Do not edit.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/.pnpm/ajv@8.20.0/node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/.pnpm/ajv@8.20.0/node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;

  }
});

// packages/claws/src/argument-defects.ts
var MAX_DEFECTS = 64;
var MAX_KEY_LENGTH = 100;
var argumentDefects = (errors) => {
  const byPointer = /* @__PURE__ */ new Map();
  for (const error of errors) {
    const defect = defectOf(error);
    const known = byPointer.get(defect.pointer);
    if (known === void 0 || defect.expected < known.expected) byPointer.set(defect.pointer, defect);
  }
  return [...byPointer.values()].sort((a, b) => a.pointer < b.pointer ? -1 : 1).slice(0, MAX_DEFECTS);
};
var defectOf = (error) => {
  const schema = isObject(error.parentSchema) ? error.parentSchema : {};
  const missing = error.params["missingProperty"];
  if (typeof missing === "string") {
    const properties = schema["properties"];
    const wanted = isObject(properties) ? properties[missing] : void 0;
    return { pointer: below(error.instancePath, missing), expected: describeSchema(wanted), found: "nothing" };
  }
  const unknown = error.params["additionalProperty"] ?? error.params["unevaluatedProperty"];
  if (typeof unknown === "string") {
    return { pointer: below(error.instancePath, unknown), expected: describeKeys(schema["properties"]), found: "an unknown key" };
  }
  return { pointer: error.instancePath, expected: describeSchema(schema), found: describeValue(error.data) };
};
var describeSchema = (schema) => {
  if (!isObject(schema)) return schema === false ? "nothing" : "a value";
  if ("const" in schema) return JSON.stringify(schema["const"]);
  const options = schema["enum"];
  if (Array.isArray(options)) return `one of ${options.map((it) => JSON.stringify(it)).join(", ")}`;
  const { type } = schema;
  if (Array.isArray(type)) return type.map((it) => describeSchema({ ...schema, type: it })).join(" or ");
  switch (type) {
    case "integer":
      return `an integer${range(schema["minimum"], schema["maximum"], "")}`;
    case "number":
      return `a number${range(schema["minimum"], schema["maximum"], "")}`;
    case "string":
      return `a string${range(schema["minLength"], schema["maxLength"], "characters")}${describePattern(schema["pattern"])}`;
    case "array":
      return `an array${range(schema["minItems"], schema["maxItems"], "items")}`;
    case "object":
      return `an object${range(schema["minProperties"], schema["maxProperties"], "keys")}`;
    case "boolean":
      return "true or false";
    case "null":
      return "null";
    default:
      return describeChoice(schema["oneOf"] ?? schema["anyOf"]);
  }
};
var describeChoice = (choices) => Array.isArray(choices) && choices.length > 0 ? [...new Set(choices.map(describeSchema))].join(" or ") : "what the schema allows";
var range = (least, most, unit) => {
  if (typeof least === "number" && typeof most === "number") {
    return unit === "" ? ` from ${least} to ${most}` : ` of ${least} to ${most} ${unit}`;
  }
  const suffix = unit === "" ? "" : ` ${unit}`;
  if (typeof least === "number") return ` of at least ${least}${suffix}`;
  return typeof most === "number" ? ` of at most ${most}${suffix}` : "";
};
var describePattern = (pattern) => {
  if (typeof pattern !== "string") return "";
  return pattern === "^[^\\u0000]*$" ? " without NUL" : ` matching ${pattern}`;
};
var describeKeys = (properties) => {
  const keys = isObject(properties) ? Object.keys(properties).sort() : [];
  return keys.length === 0 ? "no keys" : `only the keys ${keys.join(", ")}`;
};
var describeValue = (value) => {
  if (value === null) return "null";
  if (Array.isArray(value)) return `an array of ${counted(value.length, "item")}`;
  switch (typeof value) {
    case "string":
      return `a string of ${counted(value.length, "character")}`;
    case "number":
      return `the number ${value}`;
    case "boolean":
      return String(value);
    case "object":
      return `an object of ${counted(Object.keys(value).length, "key")}`;
    default:
      return "nothing";
  }
};
var counted = (count, unit) => `${count} ${unit}${count === 1 ? "" : "s"}`;
var below = (pointer, key) => {
  const cut = key.length > MAX_KEY_LENGTH ? `${[...key].slice(0, MAX_KEY_LENGTH).join("")}\u2026` : key;
  return `${pointer}/${cut.replaceAll("~", "~0").replaceAll("/", "~1")}`;
};
var isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// architecture/validators.js
var check_policyDefects = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": { "version": { "type": "number", "const": 1 }, "name": { "type": "string", "maxLength": 64, "pattern": "^[a-z0-9]+([._-][a-z0-9]+)*$", "description": "lower-case words joined by . _ or -" }, "profile": { "type": "string", "enum": ["strict", "industrial"] }, "capabilities": { "type": "object", "propertyNames": { "type": "string", "maxLength": 64 }, "additionalProperties": { "type": "object", "properties": { "enabled": { "type": "boolean" }, "require": { "type": "string", "const": "approval" }, "allow": { "maxItems": 1e4, "type": "array", "items": { "$ref": "#/$defs/rule" } }, "deny": { "maxItems": 1e4, "type": "array", "items": { "$ref": "#/$defs/rule" } }, "limits": { "type": "object", "properties": { "timeoutMs": { "type": "integer", "minimum": 1, "maximum": 1e9 }, "maxOutputBytes": { "type": "integer", "minimum": 1, "maximum": 1e9 }, "perRun": { "type": "integer", "minimum": 0, "maximum": 1e9 }, "perMinute": { "type": "integer", "minimum": 0, "maximum": 1e4 } }, "additionalProperties": false } }, "additionalProperties": false } }, "budgets": { "type": "object", "properties": { "perRun": { "type": "object", "properties": { "steps": { "type": "integer", "minimum": 0, "maximum": 1e9 }, "executions": { "type": "integer", "minimum": 0, "maximum": 1e9 }, "wallMs": { "type": "integer", "minimum": 1, "maximum": 1e9 }, "tokens": { "type": "integer", "minimum": 0, "maximum": 1e9 } }, "additionalProperties": false } }, "additionalProperties": false } }, "required": ["version", "name"], "additionalProperties": false, "title": "FemtoClaw policy", "description": "FC-POL-0002. Deny by default: what no rule allows is denied.", "$defs": { "rule": { "type": "object", "properties": { "id": { "type": "string", "maxLength": 64, "pattern": "^[a-z0-9]+([._-][a-z0-9]+)*$", "description": "lower-case words joined by . _ or -" }, "comment": { "type": "string", "maxLength": 1024 }, "require": { "type": "string", "const": "approval" }, "bin": { "type": "string", "minLength": 1, "maxLength": 4096 }, "argv": { "maxItems": 64, "type": "array", "items": { "$ref": "#/$defs/argvElement" } }, "pin": { "type": "boolean" }, "cwd": { "type": "string", "minLength": 1, "maxLength": 4096 }, "environment": { "type": "object", "propertyNames": { "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" }, "additionalProperties": { "type": "string", "maxLength": 4096 } }, "path": { "$ref": "#/$defs/pathScope" }, "maxBytes": { "type": "integer", "minimum": 0, "maximum": 1e9 }, "url": { "type": "object", "properties": { "origin": { "type": "string", "minLength": 1, "maxLength": 4096 }, "path": { "type": "string", "minLength": 1, "maxLength": 4096 }, "query": { "type": "string", "enum": ["none", "any"] }, "addresses": { "maxItems": 64, "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 4096 } } }, "required": ["origin"], "additionalProperties": false }, "where": { "type": "object", "propertyNames": { "type": "string", "maxLength": 1024 }, "additionalProperties": { "$ref": "#/$defs/predicate" } } }, "required": ["id"], "additionalProperties": false }, "argvElement": { "anyOf": [{ "type": "string", "maxLength": 4096 }, { "type": "object", "properties": { "flag": { "type": "string", "maxLength": 64, "pattern": "^--?[A-Za-z0-9]" }, "oneOf": { "minItems": 1, "maxItems": 1024, "type": "array", "items": { "type": "string" } }, "int": { "type": "object", "properties": { "min": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "max": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 } }, "additionalProperties": false }, "pattern": { "type": "string", "minLength": 1, "maxLength": 4096 }, "path": { "$ref": "#/$defs/pathScope" }, "optional": { "$ref": "#/$defs/argvElement" }, "many": { "$ref": "#/$defs/argvElement" }, "rest": { "type": "boolean", "const": true } }, "additionalProperties": false }] }, "pathScope": { "type": "object", "properties": { "within": { "anyOf": [{ "type": "string", "minLength": 1, "maxLength": 4096 }, { "minItems": 1, "maxItems": 64, "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 4096 } }] }, "not": { "maxItems": 64, "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 4096 } } }, "required": ["within"], "additionalProperties": false }, "predicate": { "type": "object", "properties": { "const": { "$ref": "#/$defs/__schema0" }, "oneOf": { "minItems": 1, "maxItems": 1024, "type": "array", "items": { "type": ["string", "number", "boolean"] } }, "int": { "type": "object", "properties": { "min": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "max": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 } }, "additionalProperties": false }, "number": { "type": "object", "properties": { "min": { "type": "number" }, "max": { "type": "number" } }, "additionalProperties": false }, "pattern": { "type": "string", "minLength": 1, "maxLength": 4096 }, "length": { "type": "object", "properties": { "min": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "max": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 } }, "additionalProperties": false } }, "additionalProperties": false }, "__schema0": { "anyOf": [{ "type": "string" }, { "type": "number" }, { "type": "boolean" }, { "type": "null" }, { "type": "array", "items": { "$ref": "#/$defs/__schema0" } }, { "type": "object", "propertyNames": { "type": "string" }, "additionalProperties": { "$ref": "#/$defs/__schema0" } }] } }, "$id": "femtoclaw:policyDefects" };
var func1 = require_ucs2length().default;
var pattern4 = new RegExp("^[a-z0-9]+([._-][a-z0-9]+)*$", "u");
var schema32 = { "type": "object", "properties": { "id": { "type": "string", "maxLength": 64, "pattern": "^[a-z0-9]+([._-][a-z0-9]+)*$", "description": "lower-case words joined by . _ or -" }, "comment": { "type": "string", "maxLength": 1024 }, "require": { "type": "string", "const": "approval" }, "bin": { "type": "string", "minLength": 1, "maxLength": 4096 }, "argv": { "maxItems": 64, "type": "array", "items": { "$ref": "#/$defs/argvElement" } }, "pin": { "type": "boolean" }, "cwd": { "type": "string", "minLength": 1, "maxLength": 4096 }, "environment": { "type": "object", "propertyNames": { "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" }, "additionalProperties": { "type": "string", "maxLength": 4096 } }, "path": { "$ref": "#/$defs/pathScope" }, "maxBytes": { "type": "integer", "minimum": 0, "maximum": 1e9 }, "url": { "type": "object", "properties": { "origin": { "type": "string", "minLength": 1, "maxLength": 4096 }, "path": { "type": "string", "minLength": 1, "maxLength": 4096 }, "query": { "type": "string", "enum": ["none", "any"] }, "addresses": { "maxItems": 64, "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 4096 } } }, "required": ["origin"], "additionalProperties": false }, "where": { "type": "object", "propertyNames": { "type": "string", "maxLength": 1024 }, "additionalProperties": { "$ref": "#/$defs/predicate" } } }, "required": ["id"], "additionalProperties": false };
var schema34 = { "type": "object", "properties": { "within": { "anyOf": [{ "type": "string", "minLength": 1, "maxLength": 4096 }, { "minItems": 1, "maxItems": 64, "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 4096 } }] }, "not": { "maxItems": 64, "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 4096 } } }, "required": ["within"], "additionalProperties": false };
var func3 = Object.prototype.hasOwnProperty;
var pattern7 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
var schema33 = { "anyOf": [{ "type": "string", "maxLength": 4096 }, { "type": "object", "properties": { "flag": { "type": "string", "maxLength": 64, "pattern": "^--?[A-Za-z0-9]" }, "oneOf": { "minItems": 1, "maxItems": 1024, "type": "array", "items": { "type": "string" } }, "int": { "type": "object", "properties": { "min": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "max": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 } }, "additionalProperties": false }, "pattern": { "type": "string", "minLength": 1, "maxLength": 4096 }, "path": { "$ref": "#/$defs/pathScope" }, "optional": { "$ref": "#/$defs/argvElement" }, "many": { "$ref": "#/$defs/argvElement" }, "rest": { "type": "boolean", "const": true } }, "additionalProperties": false }] };
var pattern6 = new RegExp("^--?[A-Za-z0-9]", "u");
var wrapper0 = { validate: validate22 };
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate22.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  const _errs0 = errors;
  let valid0 = false;
  const _errs1 = errors;
  if (typeof data === "string") {
    if (func1(data) > 4096) {
      const err0 = { instancePath, schemaPath: "#/anyOf/0/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema33.anyOf[0], data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  } else {
    const err1 = { instancePath, schemaPath: "#/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema33.anyOf[0].type, parentSchema: schema33.anyOf[0], data };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  var _valid0 = _errs1 === errors;
  valid0 = valid0 || _valid0;
  const _errs3 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "flag" || key0 === "oneOf" || key0 === "int" || key0 === "pattern" || key0 === "path" || key0 === "optional" || key0 === "many" || key0 === "rest")) {
        const err2 = { instancePath, schemaPath: "#/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema33.anyOf[1], data };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.flag !== void 0) {
      let data0 = data.flag;
      if (typeof data0 === "string") {
        if (func1(data0) > 64) {
          const err3 = { instancePath: instancePath + "/flag", schemaPath: "#/anyOf/1/properties/flag/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters", schema: 64, parentSchema: schema33.anyOf[1].properties.flag, data: data0 };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        if (!pattern6.test(data0)) {
          const err4 = { instancePath: instancePath + "/flag", schemaPath: "#/anyOf/1/properties/flag/pattern", keyword: "pattern", params: { pattern: "^--?[A-Za-z0-9]" }, message: 'must match pattern "^--?[A-Za-z0-9]"', schema: "^--?[A-Za-z0-9]", parentSchema: schema33.anyOf[1].properties.flag, data: data0 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/flag", schemaPath: "#/anyOf/1/properties/flag/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema33.anyOf[1].properties.flag.type, parentSchema: schema33.anyOf[1].properties.flag, data: data0 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.oneOf !== void 0) {
      let data1 = data.oneOf;
      if (Array.isArray(data1)) {
        if (data1.length > 1024) {
          const err6 = { instancePath: instancePath + "/oneOf", schemaPath: "#/anyOf/1/properties/oneOf/maxItems", keyword: "maxItems", params: { limit: 1024 }, message: "must NOT have more than 1024 items", schema: 1024, parentSchema: schema33.anyOf[1].properties.oneOf, data: data1 };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (data1.length < 1) {
          const err7 = { instancePath: instancePath + "/oneOf", schemaPath: "#/anyOf/1/properties/oneOf/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema33.anyOf[1].properties.oneOf, data: data1 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 !== "string") {
            const err8 = { instancePath: instancePath + "/oneOf/" + i0, schemaPath: "#/anyOf/1/properties/oneOf/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema33.anyOf[1].properties.oneOf.items.type, parentSchema: schema33.anyOf[1].properties.oneOf.items, data: data2 };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
        }
      } else {
        const err9 = { instancePath: instancePath + "/oneOf", schemaPath: "#/anyOf/1/properties/oneOf/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema33.anyOf[1].properties.oneOf.type, parentSchema: schema33.anyOf[1].properties.oneOf, data: data1 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.int !== void 0) {
      let data3 = data.int;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (const key1 in data3) {
          if (!(key1 === "min" || key1 === "max")) {
            const err10 = { instancePath: instancePath + "/int", schemaPath: "#/anyOf/1/properties/int/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema33.anyOf[1].properties.int, data: data3 };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
        if (data3.min !== void 0) {
          let data4 = data3.min;
          if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
            const err11 = { instancePath: instancePath + "/int/min", schemaPath: "#/anyOf/1/properties/int/properties/min/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema33.anyOf[1].properties.int.properties.min.type, parentSchema: schema33.anyOf[1].properties.int.properties.min, data: data4 };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
          if (typeof data4 == "number" && isFinite(data4)) {
            if (data4 > 9007199254740991 || isNaN(data4)) {
              const err12 = { instancePath: instancePath + "/int/min", schemaPath: "#/anyOf/1/properties/int/properties/min/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991", schema: 9007199254740991, parentSchema: schema33.anyOf[1].properties.int.properties.min, data: data4 };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
            if (data4 < -9007199254740991 || isNaN(data4)) {
              const err13 = { instancePath: instancePath + "/int/min", schemaPath: "#/anyOf/1/properties/int/properties/min/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, message: "must be >= -9007199254740991", schema: -9007199254740991, parentSchema: schema33.anyOf[1].properties.int.properties.min, data: data4 };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
          }
        }
        if (data3.max !== void 0) {
          let data5 = data3.max;
          if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
            const err14 = { instancePath: instancePath + "/int/max", schemaPath: "#/anyOf/1/properties/int/properties/max/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema33.anyOf[1].properties.int.properties.max.type, parentSchema: schema33.anyOf[1].properties.int.properties.max, data: data5 };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
          if (typeof data5 == "number" && isFinite(data5)) {
            if (data5 > 9007199254740991 || isNaN(data5)) {
              const err15 = { instancePath: instancePath + "/int/max", schemaPath: "#/anyOf/1/properties/int/properties/max/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991", schema: 9007199254740991, parentSchema: schema33.anyOf[1].properties.int.properties.max, data: data5 };
              if (vErrors === null) {
                vErrors = [err15];
              } else {
                vErrors.push(err15);
              }
              errors++;
            }
            if (data5 < -9007199254740991 || isNaN(data5)) {
              const err16 = { instancePath: instancePath + "/int/max", schemaPath: "#/anyOf/1/properties/int/properties/max/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, message: "must be >= -9007199254740991", schema: -9007199254740991, parentSchema: schema33.anyOf[1].properties.int.properties.max, data: data5 };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
          }
        }
      } else {
        const err17 = { instancePath: instancePath + "/int", schemaPath: "#/anyOf/1/properties/int/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema33.anyOf[1].properties.int.type, parentSchema: schema33.anyOf[1].properties.int, data: data3 };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.pattern !== void 0) {
      let data6 = data.pattern;
      if (typeof data6 === "string") {
        if (func1(data6) > 4096) {
          const err18 = { instancePath: instancePath + "/pattern", schemaPath: "#/anyOf/1/properties/pattern/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema33.anyOf[1].properties.pattern, data: data6 };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
        if (func1(data6) < 1) {
          const err19 = { instancePath: instancePath + "/pattern", schemaPath: "#/anyOf/1/properties/pattern/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema33.anyOf[1].properties.pattern, data: data6 };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
      } else {
        const err20 = { instancePath: instancePath + "/pattern", schemaPath: "#/anyOf/1/properties/pattern/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema33.anyOf[1].properties.pattern.type, parentSchema: schema33.anyOf[1].properties.pattern, data: data6 };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.path !== void 0) {
      let data7 = data.path;
      if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
        if (data7.within === void 0) {
          const err21 = { instancePath: instancePath + "/path", schemaPath: "#/$defs/pathScope/required", keyword: "required", params: { missingProperty: "within" }, message: "must have required property 'within'", schema: schema34.required, parentSchema: schema34, data: data7 };
          if (vErrors === null) {
            vErrors = [err21];
          } else {
            vErrors.push(err21);
          }
          errors++;
        }
        for (const key2 in data7) {
          if (!(key2 === "within" || key2 === "not")) {
            const err22 = { instancePath: instancePath + "/path", schemaPath: "#/$defs/pathScope/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties", schema: false, parentSchema: schema34, data: data7 };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
        if (data7.within !== void 0) {
          let data8 = data7.within;
          const _errs26 = errors;
          let valid7 = false;
          const _errs27 = errors;
          if (typeof data8 === "string") {
            if (func1(data8) > 4096) {
              const err23 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf/0/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema34.properties.within.anyOf[0], data: data8 };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
            if (func1(data8) < 1) {
              const err24 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema34.properties.within.anyOf[0], data: data8 };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
          } else {
            const err25 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema34.properties.within.anyOf[0].type, parentSchema: schema34.properties.within.anyOf[0], data: data8 };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
          var _valid1 = _errs27 === errors;
          valid7 = valid7 || _valid1;
          const _errs29 = errors;
          if (Array.isArray(data8)) {
            if (data8.length > 64) {
              const err26 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf/1/maxItems", keyword: "maxItems", params: { limit: 64 }, message: "must NOT have more than 64 items", schema: 64, parentSchema: schema34.properties.within.anyOf[1], data: data8 };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                vErrors.push(err26);
              }
              errors++;
            }
            if (data8.length < 1) {
              const err27 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf/1/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema34.properties.within.anyOf[1], data: data8 };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
            const len1 = data8.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data9 = data8[i1];
              if (typeof data9 === "string") {
                if (func1(data9) > 4096) {
                  const err28 = { instancePath: instancePath + "/path/within/" + i1, schemaPath: "#/$defs/pathScope/properties/within/anyOf/1/items/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema34.properties.within.anyOf[1].items, data: data9 };
                  if (vErrors === null) {
                    vErrors = [err28];
                  } else {
                    vErrors.push(err28);
                  }
                  errors++;
                }
                if (func1(data9) < 1) {
                  const err29 = { instancePath: instancePath + "/path/within/" + i1, schemaPath: "#/$defs/pathScope/properties/within/anyOf/1/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema34.properties.within.anyOf[1].items, data: data9 };
                  if (vErrors === null) {
                    vErrors = [err29];
                  } else {
                    vErrors.push(err29);
                  }
                  errors++;
                }
              } else {
                const err30 = { instancePath: instancePath + "/path/within/" + i1, schemaPath: "#/$defs/pathScope/properties/within/anyOf/1/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema34.properties.within.anyOf[1].items.type, parentSchema: schema34.properties.within.anyOf[1].items, data: data9 };
                if (vErrors === null) {
                  vErrors = [err30];
                } else {
                  vErrors.push(err30);
                }
                errors++;
              }
            }
          } else {
            const err31 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf/1/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema34.properties.within.anyOf[1].type, parentSchema: schema34.properties.within.anyOf[1], data: data8 };
            if (vErrors === null) {
              vErrors = [err31];
            } else {
              vErrors.push(err31);
            }
            errors++;
          }
          var _valid1 = _errs29 === errors;
          valid7 = valid7 || _valid1;
          if (!valid7) {
            const err32 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema34.properties.within.anyOf, parentSchema: schema34.properties.within, data: data8 };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          } else {
            errors = _errs26;
            if (vErrors !== null) {
              if (_errs26) {
                vErrors.length = _errs26;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data7.not !== void 0) {
          let data10 = data7.not;
          if (Array.isArray(data10)) {
            if (data10.length > 64) {
              const err33 = { instancePath: instancePath + "/path/not", schemaPath: "#/$defs/pathScope/properties/not/maxItems", keyword: "maxItems", params: { limit: 64 }, message: "must NOT have more than 64 items", schema: 64, parentSchema: schema34.properties.not, data: data10 };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
            const len2 = data10.length;
            for (let i2 = 0; i2 < len2; i2++) {
              let data11 = data10[i2];
              if (typeof data11 === "string") {
                if (func1(data11) > 4096) {
                  const err34 = { instancePath: instancePath + "/path/not/" + i2, schemaPath: "#/$defs/pathScope/properties/not/items/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema34.properties.not.items, data: data11 };
                  if (vErrors === null) {
                    vErrors = [err34];
                  } else {
                    vErrors.push(err34);
                  }
                  errors++;
                }
                if (func1(data11) < 1) {
                  const err35 = { instancePath: instancePath + "/path/not/" + i2, schemaPath: "#/$defs/pathScope/properties/not/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema34.properties.not.items, data: data11 };
                  if (vErrors === null) {
                    vErrors = [err35];
                  } else {
                    vErrors.push(err35);
                  }
                  errors++;
                }
              } else {
                const err36 = { instancePath: instancePath + "/path/not/" + i2, schemaPath: "#/$defs/pathScope/properties/not/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema34.properties.not.items.type, parentSchema: schema34.properties.not.items, data: data11 };
                if (vErrors === null) {
                  vErrors = [err36];
                } else {
                  vErrors.push(err36);
                }
                errors++;
              }
            }
          } else {
            const err37 = { instancePath: instancePath + "/path/not", schemaPath: "#/$defs/pathScope/properties/not/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema34.properties.not.type, parentSchema: schema34.properties.not, data: data10 };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
            }
            errors++;
          }
        }
      } else {
        const err38 = { instancePath: instancePath + "/path", schemaPath: "#/$defs/pathScope/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema34.type, parentSchema: schema34, data: data7 };
        if (vErrors === null) {
          vErrors = [err38];
        } else {
          vErrors.push(err38);
        }
        errors++;
      }
    }
    if (data.optional !== void 0) {
      if (!wrapper0.validate(data.optional, { instancePath: instancePath + "/optional", parentData: data, parentDataProperty: "optional", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
        errors = vErrors.length;
      }
    }
    if (data.many !== void 0) {
      if (!wrapper0.validate(data.many, { instancePath: instancePath + "/many", parentData: data, parentDataProperty: "many", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
        errors = vErrors.length;
      }
    }
    if (data.rest !== void 0) {
      let data14 = data.rest;
      if (typeof data14 !== "boolean") {
        const err39 = { instancePath: instancePath + "/rest", schemaPath: "#/anyOf/1/properties/rest/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema33.anyOf[1].properties.rest.type, parentSchema: schema33.anyOf[1].properties.rest, data: data14 };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          vErrors.push(err39);
        }
        errors++;
      }
      if (true !== data14) {
        const err40 = { instancePath: instancePath + "/rest", schemaPath: "#/anyOf/1/properties/rest/const", keyword: "const", params: { allowedValue: true }, message: "must be equal to constant", schema: true, parentSchema: schema33.anyOf[1].properties.rest, data: data14 };
        if (vErrors === null) {
          vErrors = [err40];
        } else {
          vErrors.push(err40);
        }
        errors++;
      }
    }
  } else {
    const err41 = { instancePath, schemaPath: "#/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema33.anyOf[1].type, parentSchema: schema33.anyOf[1], data };
    if (vErrors === null) {
      vErrors = [err41];
    } else {
      vErrors.push(err41);
    }
    errors++;
  }
  var _valid0 = _errs3 === errors;
  valid0 = valid0 || _valid0;
  if (_valid0) {
    var props2 = true;
  }
  if (!valid0) {
    const err42 = { instancePath, schemaPath: "#/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema33.anyOf, parentSchema: schema33, data };
    if (vErrors === null) {
      vErrors = [err42];
    } else {
      vErrors.push(err42);
    }
    errors++;
  } else {
    errors = _errs0;
    if (vErrors !== null) {
      if (_errs0) {
        vErrors.length = _errs0;
      } else {
        vErrors = null;
      }
    }
  }
  validate22.errors = vErrors;
  evaluated0.props = props2;
  return errors === 0;
}
validate22.evaluated = { "dynamicProps": true, "dynamicItems": false };
var schema36 = { "type": "object", "properties": { "const": { "$ref": "#/$defs/__schema0" }, "oneOf": { "minItems": 1, "maxItems": 1024, "type": "array", "items": { "type": ["string", "number", "boolean"] } }, "int": { "type": "object", "properties": { "min": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "max": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 } }, "additionalProperties": false }, "number": { "type": "object", "properties": { "min": { "type": "number" }, "max": { "type": "number" } }, "additionalProperties": false }, "pattern": { "type": "string", "minLength": 1, "maxLength": 4096 }, "length": { "type": "object", "properties": { "min": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "max": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 } }, "additionalProperties": false } }, "additionalProperties": false };
var schema37 = { "anyOf": [{ "type": "string" }, { "type": "number" }, { "type": "boolean" }, { "type": "null" }, { "type": "array", "items": { "$ref": "#/$defs/__schema0" } }, { "type": "object", "propertyNames": { "type": "string" }, "additionalProperties": { "$ref": "#/$defs/__schema0" } }] };
var wrapper2 = { validate: validate25 };
function validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate25.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  const _errs0 = errors;
  let valid0 = false;
  const _errs1 = errors;
  if (typeof data !== "string") {
    const err0 = { instancePath, schemaPath: "#/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema37.anyOf[0].type, parentSchema: schema37.anyOf[0], data };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  var _valid0 = _errs1 === errors;
  valid0 = valid0 || _valid0;
  const _errs3 = errors;
  if (!(typeof data == "number" && isFinite(data))) {
    const err1 = { instancePath, schemaPath: "#/anyOf/1/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema37.anyOf[1].type, parentSchema: schema37.anyOf[1], data };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  var _valid0 = _errs3 === errors;
  valid0 = valid0 || _valid0;
  const _errs5 = errors;
  if (typeof data !== "boolean") {
    const err2 = { instancePath, schemaPath: "#/anyOf/2/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema37.anyOf[2].type, parentSchema: schema37.anyOf[2], data };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  }
  var _valid0 = _errs5 === errors;
  valid0 = valid0 || _valid0;
  const _errs7 = errors;
  if (data !== null) {
    const err3 = { instancePath, schemaPath: "#/anyOf/3/type", keyword: "type", params: { type: "null" }, message: "must be null", schema: schema37.anyOf[3].type, parentSchema: schema37.anyOf[3], data };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  var _valid0 = _errs7 === errors;
  valid0 = valid0 || _valid0;
  const _errs9 = errors;
  if (Array.isArray(data)) {
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      if (!wrapper2.validate(data[i0], { instancePath: instancePath + "/" + i0, parentData: data, parentDataProperty: i0, rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? wrapper2.validate.errors : vErrors.concat(wrapper2.validate.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err4 = { instancePath, schemaPath: "#/anyOf/4/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema37.anyOf[4].type, parentSchema: schema37.anyOf[4], data };
    if (vErrors === null) {
      vErrors = [err4];
    } else {
      vErrors.push(err4);
    }
    errors++;
  }
  var _valid0 = _errs9 === errors;
  valid0 = valid0 || _valid0;
  if (_valid0) {
    var items1 = true;
  }
  const _errs12 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      const _errs14 = errors;
      if (typeof key0 !== "string") {
        const err5 = { instancePath, schemaPath: "#/anyOf/5/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema37.anyOf[5].propertyNames.type, parentSchema: schema37.anyOf[5].propertyNames, data: key0, propertyName: key0 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      var valid3 = _errs14 === errors;
      if (!valid3) {
        const err6 = { instancePath, schemaPath: "#/anyOf/5/propertyNames", keyword: "propertyNames", params: { propertyName: key0 }, message: "property name must be valid", schema: schema37.anyOf[5].propertyNames, parentSchema: schema37.anyOf[5], data };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    for (const key1 in data) {
      if (!wrapper2.validate(data[key1], { instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data, parentDataProperty: key1, rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? wrapper2.validate.errors : vErrors.concat(wrapper2.validate.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err7 = { instancePath, schemaPath: "#/anyOf/5/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema37.anyOf[5].type, parentSchema: schema37.anyOf[5], data };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  var _valid0 = _errs12 === errors;
  valid0 = valid0 || _valid0;
  if (_valid0) {
    var props2 = true;
  }
  if (!valid0) {
    const err8 = { instancePath, schemaPath: "#/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema37.anyOf, parentSchema: schema37, data };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  } else {
    errors = _errs0;
    if (vErrors !== null) {
      if (_errs0) {
        vErrors.length = _errs0;
      } else {
        vErrors = null;
      }
    }
  }
  validate25.errors = vErrors;
  evaluated0.props = props2;
  evaluated0.items = items1;
  return errors === 0;
}
validate25.evaluated = { "dynamicProps": true, "dynamicItems": true };
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate24.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "const" || key0 === "oneOf" || key0 === "int" || key0 === "number" || key0 === "pattern" || key0 === "length")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema36, data };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.const !== void 0) {
      if (!validate25(data.const, { instancePath: instancePath + "/const", parentData: data, parentDataProperty: "const", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
        errors = vErrors.length;
      }
    }
    if (data.oneOf !== void 0) {
      let data1 = data.oneOf;
      if (Array.isArray(data1)) {
        if (data1.length > 1024) {
          const err1 = { instancePath: instancePath + "/oneOf", schemaPath: "#/properties/oneOf/maxItems", keyword: "maxItems", params: { limit: 1024 }, message: "must NOT have more than 1024 items", schema: 1024, parentSchema: schema36.properties.oneOf, data: data1 };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
        if (data1.length < 1) {
          const err2 = { instancePath: instancePath + "/oneOf", schemaPath: "#/properties/oneOf/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema36.properties.oneOf, data: data1 };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 !== "string" && !(typeof data2 == "number" && isFinite(data2)) && typeof data2 !== "boolean") {
            const err3 = { instancePath: instancePath + "/oneOf/" + i0, schemaPath: "#/properties/oneOf/items/type", keyword: "type", params: { type: schema36.properties.oneOf.items.type }, message: "must be string,number,boolean", schema: schema36.properties.oneOf.items.type, parentSchema: schema36.properties.oneOf.items, data: data2 };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
        }
      } else {
        const err4 = { instancePath: instancePath + "/oneOf", schemaPath: "#/properties/oneOf/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema36.properties.oneOf.type, parentSchema: schema36.properties.oneOf, data: data1 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.int !== void 0) {
      let data3 = data.int;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (const key1 in data3) {
          if (!(key1 === "min" || key1 === "max")) {
            const err5 = { instancePath: instancePath + "/int", schemaPath: "#/properties/int/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema36.properties.int, data: data3 };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
        if (data3.min !== void 0) {
          let data4 = data3.min;
          if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
            const err6 = { instancePath: instancePath + "/int/min", schemaPath: "#/properties/int/properties/min/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema36.properties.int.properties.min.type, parentSchema: schema36.properties.int.properties.min, data: data4 };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
          if (typeof data4 == "number" && isFinite(data4)) {
            if (data4 > 9007199254740991 || isNaN(data4)) {
              const err7 = { instancePath: instancePath + "/int/min", schemaPath: "#/properties/int/properties/min/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991", schema: 9007199254740991, parentSchema: schema36.properties.int.properties.min, data: data4 };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
            if (data4 < -9007199254740991 || isNaN(data4)) {
              const err8 = { instancePath: instancePath + "/int/min", schemaPath: "#/properties/int/properties/min/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, message: "must be >= -9007199254740991", schema: -9007199254740991, parentSchema: schema36.properties.int.properties.min, data: data4 };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
          }
        }
        if (data3.max !== void 0) {
          let data5 = data3.max;
          if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
            const err9 = { instancePath: instancePath + "/int/max", schemaPath: "#/properties/int/properties/max/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema36.properties.int.properties.max.type, parentSchema: schema36.properties.int.properties.max, data: data5 };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
          if (typeof data5 == "number" && isFinite(data5)) {
            if (data5 > 9007199254740991 || isNaN(data5)) {
              const err10 = { instancePath: instancePath + "/int/max", schemaPath: "#/properties/int/properties/max/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991", schema: 9007199254740991, parentSchema: schema36.properties.int.properties.max, data: data5 };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
            if (data5 < -9007199254740991 || isNaN(data5)) {
              const err11 = { instancePath: instancePath + "/int/max", schemaPath: "#/properties/int/properties/max/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, message: "must be >= -9007199254740991", schema: -9007199254740991, parentSchema: schema36.properties.int.properties.max, data: data5 };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
          }
        }
      } else {
        const err12 = { instancePath: instancePath + "/int", schemaPath: "#/properties/int/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema36.properties.int.type, parentSchema: schema36.properties.int, data: data3 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.number !== void 0) {
      let data6 = data.number;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        for (const key2 in data6) {
          if (!(key2 === "min" || key2 === "max")) {
            const err13 = { instancePath: instancePath + "/number", schemaPath: "#/properties/number/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties", schema: false, parentSchema: schema36.properties.number, data: data6 };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
        if (data6.min !== void 0) {
          let data7 = data6.min;
          if (!(typeof data7 == "number" && isFinite(data7))) {
            const err14 = { instancePath: instancePath + "/number/min", schemaPath: "#/properties/number/properties/min/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema36.properties.number.properties.min.type, parentSchema: schema36.properties.number.properties.min, data: data7 };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        if (data6.max !== void 0) {
          let data8 = data6.max;
          if (!(typeof data8 == "number" && isFinite(data8))) {
            const err15 = { instancePath: instancePath + "/number/max", schemaPath: "#/properties/number/properties/max/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema36.properties.number.properties.max.type, parentSchema: schema36.properties.number.properties.max, data: data8 };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
      } else {
        const err16 = { instancePath: instancePath + "/number", schemaPath: "#/properties/number/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema36.properties.number.type, parentSchema: schema36.properties.number, data: data6 };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.pattern !== void 0) {
      let data9 = data.pattern;
      if (typeof data9 === "string") {
        if (func1(data9) > 4096) {
          const err17 = { instancePath: instancePath + "/pattern", schemaPath: "#/properties/pattern/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema36.properties.pattern, data: data9 };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
        if (func1(data9) < 1) {
          const err18 = { instancePath: instancePath + "/pattern", schemaPath: "#/properties/pattern/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema36.properties.pattern, data: data9 };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
      } else {
        const err19 = { instancePath: instancePath + "/pattern", schemaPath: "#/properties/pattern/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema36.properties.pattern.type, parentSchema: schema36.properties.pattern, data: data9 };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.length !== void 0) {
      let data10 = data.length;
      if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
        for (const key3 in data10) {
          if (!(key3 === "min" || key3 === "max")) {
            const err20 = { instancePath: instancePath + "/length", schemaPath: "#/properties/length/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties", schema: false, parentSchema: schema36.properties.length, data: data10 };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data10.min !== void 0) {
          let data11 = data10.min;
          if (!(typeof data11 == "number" && (!(data11 % 1) && !isNaN(data11)) && isFinite(data11))) {
            const err21 = { instancePath: instancePath + "/length/min", schemaPath: "#/properties/length/properties/min/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema36.properties.length.properties.min.type, parentSchema: schema36.properties.length.properties.min, data: data11 };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              vErrors.push(err21);
            }
            errors++;
          }
          if (typeof data11 == "number" && isFinite(data11)) {
            if (data11 > 9007199254740991 || isNaN(data11)) {
              const err22 = { instancePath: instancePath + "/length/min", schemaPath: "#/properties/length/properties/min/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991", schema: 9007199254740991, parentSchema: schema36.properties.length.properties.min, data: data11 };
              if (vErrors === null) {
                vErrors = [err22];
              } else {
                vErrors.push(err22);
              }
              errors++;
            }
            if (data11 < -9007199254740991 || isNaN(data11)) {
              const err23 = { instancePath: instancePath + "/length/min", schemaPath: "#/properties/length/properties/min/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, message: "must be >= -9007199254740991", schema: -9007199254740991, parentSchema: schema36.properties.length.properties.min, data: data11 };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
          }
        }
        if (data10.max !== void 0) {
          let data12 = data10.max;
          if (!(typeof data12 == "number" && (!(data12 % 1) && !isNaN(data12)) && isFinite(data12))) {
            const err24 = { instancePath: instancePath + "/length/max", schemaPath: "#/properties/length/properties/max/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema36.properties.length.properties.max.type, parentSchema: schema36.properties.length.properties.max, data: data12 };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
          if (typeof data12 == "number" && isFinite(data12)) {
            if (data12 > 9007199254740991 || isNaN(data12)) {
              const err25 = { instancePath: instancePath + "/length/max", schemaPath: "#/properties/length/properties/max/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991", schema: 9007199254740991, parentSchema: schema36.properties.length.properties.max, data: data12 };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
            if (data12 < -9007199254740991 || isNaN(data12)) {
              const err26 = { instancePath: instancePath + "/length/max", schemaPath: "#/properties/length/properties/max/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, message: "must be >= -9007199254740991", schema: -9007199254740991, parentSchema: schema36.properties.length.properties.max, data: data12 };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                vErrors.push(err26);
              }
              errors++;
            }
          }
        }
      } else {
        const err27 = { instancePath: instancePath + "/length", schemaPath: "#/properties/length/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema36.properties.length.type, parentSchema: schema36.properties.length, data: data10 };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
  } else {
    const err28 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema36.type, parentSchema: schema36, data };
    if (vErrors === null) {
      vErrors = [err28];
    } else {
      vErrors.push(err28);
    }
    errors++;
  }
  validate24.errors = vErrors;
  return errors === 0;
}
validate24.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate21.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.id === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'", schema: schema32.required, parentSchema: schema32, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func3.call(schema32.properties, key0)) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema32, data };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      let data0 = data.id;
      if (typeof data0 === "string") {
        if (func1(data0) > 64) {
          const err2 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters", schema: 64, parentSchema: schema32.properties.id, data: data0 };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        if (!pattern4.test(data0)) {
          const err3 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]+([._-][a-z0-9]+)*$" }, message: 'must match pattern "^[a-z0-9]+([._-][a-z0-9]+)*$"', schema: "^[a-z0-9]+([._-][a-z0-9]+)*$", parentSchema: schema32.properties.id, data: data0 };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.id.type, parentSchema: schema32.properties.id, data: data0 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.comment !== void 0) {
      let data1 = data.comment;
      if (typeof data1 === "string") {
        if (func1(data1) > 1024) {
          const err5 = { instancePath: instancePath + "/comment", schemaPath: "#/properties/comment/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters", schema: 1024, parentSchema: schema32.properties.comment, data: data1 };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = { instancePath: instancePath + "/comment", schemaPath: "#/properties/comment/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.comment.type, parentSchema: schema32.properties.comment, data: data1 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.require !== void 0) {
      let data2 = data.require;
      if (typeof data2 !== "string") {
        const err7 = { instancePath: instancePath + "/require", schemaPath: "#/properties/require/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.require.type, parentSchema: schema32.properties.require, data: data2 };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
      if ("approval" !== data2) {
        const err8 = { instancePath: instancePath + "/require", schemaPath: "#/properties/require/const", keyword: "const", params: { allowedValue: "approval" }, message: "must be equal to constant", schema: "approval", parentSchema: schema32.properties.require, data: data2 };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.bin !== void 0) {
      let data3 = data.bin;
      if (typeof data3 === "string") {
        if (func1(data3) > 4096) {
          const err9 = { instancePath: instancePath + "/bin", schemaPath: "#/properties/bin/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema32.properties.bin, data: data3 };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
        if (func1(data3) < 1) {
          const err10 = { instancePath: instancePath + "/bin", schemaPath: "#/properties/bin/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema32.properties.bin, data: data3 };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      } else {
        const err11 = { instancePath: instancePath + "/bin", schemaPath: "#/properties/bin/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.bin.type, parentSchema: schema32.properties.bin, data: data3 };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.argv !== void 0) {
      let data4 = data.argv;
      if (Array.isArray(data4)) {
        if (data4.length > 64) {
          const err12 = { instancePath: instancePath + "/argv", schemaPath: "#/properties/argv/maxItems", keyword: "maxItems", params: { limit: 64 }, message: "must NOT have more than 64 items", schema: 64, parentSchema: schema32.properties.argv, data: data4 };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
        const len0 = data4.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate22(data4[i0], { instancePath: instancePath + "/argv/" + i0, parentData: data4, parentDataProperty: i0, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err13 = { instancePath: instancePath + "/argv", schemaPath: "#/properties/argv/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema32.properties.argv.type, parentSchema: schema32.properties.argv, data: data4 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.pin !== void 0) {
      let data6 = data.pin;
      if (typeof data6 !== "boolean") {
        const err14 = { instancePath: instancePath + "/pin", schemaPath: "#/properties/pin/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema32.properties.pin.type, parentSchema: schema32.properties.pin, data: data6 };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.cwd !== void 0) {
      let data7 = data.cwd;
      if (typeof data7 === "string") {
        if (func1(data7) > 4096) {
          const err15 = { instancePath: instancePath + "/cwd", schemaPath: "#/properties/cwd/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema32.properties.cwd, data: data7 };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
        if (func1(data7) < 1) {
          const err16 = { instancePath: instancePath + "/cwd", schemaPath: "#/properties/cwd/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema32.properties.cwd, data: data7 };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
      } else {
        const err17 = { instancePath: instancePath + "/cwd", schemaPath: "#/properties/cwd/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.cwd.type, parentSchema: schema32.properties.cwd, data: data7 };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.environment !== void 0) {
      let data8 = data.environment;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        for (const key1 in data8) {
          const _errs19 = errors;
          if (typeof key1 === "string") {
            if (!pattern7.test(key1)) {
              const err18 = { instancePath: instancePath + "/environment", schemaPath: "#/properties/environment/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', schema: "^[A-Za-z_][A-Za-z0-9_]*$", parentSchema: schema32.properties.environment.propertyNames, data: key1, propertyName: key1 };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                vErrors.push(err18);
              }
              errors++;
            }
          } else {
            const err19 = { instancePath: instancePath + "/environment", schemaPath: "#/properties/environment/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.environment.propertyNames.type, parentSchema: schema32.properties.environment.propertyNames, data: key1, propertyName: key1 };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
          var valid3 = _errs19 === errors;
          if (!valid3) {
            const err20 = { instancePath: instancePath + "/environment", schemaPath: "#/properties/environment/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid", schema: schema32.properties.environment.propertyNames, parentSchema: schema32.properties.environment, data: data8 };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        for (const key2 in data8) {
          let data9 = data8[key2];
          if (typeof data9 === "string") {
            if (func1(data9) > 4096) {
              const err21 = { instancePath: instancePath + "/environment/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/environment/additionalProperties/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema32.properties.environment.additionalProperties, data: data9 };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
          } else {
            const err22 = { instancePath: instancePath + "/environment/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/environment/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.environment.additionalProperties.type, parentSchema: schema32.properties.environment.additionalProperties, data: data9 };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
      } else {
        const err23 = { instancePath: instancePath + "/environment", schemaPath: "#/properties/environment/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema32.properties.environment.type, parentSchema: schema32.properties.environment, data: data8 };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.path !== void 0) {
      let data10 = data.path;
      if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
        if (data10.within === void 0) {
          const err24 = { instancePath: instancePath + "/path", schemaPath: "#/$defs/pathScope/required", keyword: "required", params: { missingProperty: "within" }, message: "must have required property 'within'", schema: schema34.required, parentSchema: schema34, data: data10 };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
        for (const key3 in data10) {
          if (!(key3 === "within" || key3 === "not")) {
            const err25 = { instancePath: instancePath + "/path", schemaPath: "#/$defs/pathScope/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties", schema: false, parentSchema: schema34, data: data10 };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
        }
        if (data10.within !== void 0) {
          let data11 = data10.within;
          const _errs29 = errors;
          let valid7 = false;
          const _errs30 = errors;
          if (typeof data11 === "string") {
            if (func1(data11) > 4096) {
              const err26 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf/0/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema34.properties.within.anyOf[0], data: data11 };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                vErrors.push(err26);
              }
              errors++;
            }
            if (func1(data11) < 1) {
              const err27 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema34.properties.within.anyOf[0], data: data11 };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
          } else {
            const err28 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema34.properties.within.anyOf[0].type, parentSchema: schema34.properties.within.anyOf[0], data: data11 };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
          var _valid0 = _errs30 === errors;
          valid7 = valid7 || _valid0;
          const _errs32 = errors;
          if (Array.isArray(data11)) {
            if (data11.length > 64) {
              const err29 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf/1/maxItems", keyword: "maxItems", params: { limit: 64 }, message: "must NOT have more than 64 items", schema: 64, parentSchema: schema34.properties.within.anyOf[1], data: data11 };
              if (vErrors === null) {
                vErrors = [err29];
              } else {
                vErrors.push(err29);
              }
              errors++;
            }
            if (data11.length < 1) {
              const err30 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf/1/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema34.properties.within.anyOf[1], data: data11 };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
            }
            const len1 = data11.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data12 = data11[i1];
              if (typeof data12 === "string") {
                if (func1(data12) > 4096) {
                  const err31 = { instancePath: instancePath + "/path/within/" + i1, schemaPath: "#/$defs/pathScope/properties/within/anyOf/1/items/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema34.properties.within.anyOf[1].items, data: data12 };
                  if (vErrors === null) {
                    vErrors = [err31];
                  } else {
                    vErrors.push(err31);
                  }
                  errors++;
                }
                if (func1(data12) < 1) {
                  const err32 = { instancePath: instancePath + "/path/within/" + i1, schemaPath: "#/$defs/pathScope/properties/within/anyOf/1/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema34.properties.within.anyOf[1].items, data: data12 };
                  if (vErrors === null) {
                    vErrors = [err32];
                  } else {
                    vErrors.push(err32);
                  }
                  errors++;
                }
              } else {
                const err33 = { instancePath: instancePath + "/path/within/" + i1, schemaPath: "#/$defs/pathScope/properties/within/anyOf/1/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema34.properties.within.anyOf[1].items.type, parentSchema: schema34.properties.within.anyOf[1].items, data: data12 };
                if (vErrors === null) {
                  vErrors = [err33];
                } else {
                  vErrors.push(err33);
                }
                errors++;
              }
            }
          } else {
            const err34 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf/1/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema34.properties.within.anyOf[1].type, parentSchema: schema34.properties.within.anyOf[1], data: data11 };
            if (vErrors === null) {
              vErrors = [err34];
            } else {
              vErrors.push(err34);
            }
            errors++;
          }
          var _valid0 = _errs32 === errors;
          valid7 = valid7 || _valid0;
          if (!valid7) {
            const err35 = { instancePath: instancePath + "/path/within", schemaPath: "#/$defs/pathScope/properties/within/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema34.properties.within.anyOf, parentSchema: schema34.properties.within, data: data11 };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          } else {
            errors = _errs29;
            if (vErrors !== null) {
              if (_errs29) {
                vErrors.length = _errs29;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data10.not !== void 0) {
          let data13 = data10.not;
          if (Array.isArray(data13)) {
            if (data13.length > 64) {
              const err36 = { instancePath: instancePath + "/path/not", schemaPath: "#/$defs/pathScope/properties/not/maxItems", keyword: "maxItems", params: { limit: 64 }, message: "must NOT have more than 64 items", schema: 64, parentSchema: schema34.properties.not, data: data13 };
              if (vErrors === null) {
                vErrors = [err36];
              } else {
                vErrors.push(err36);
              }
              errors++;
            }
            const len2 = data13.length;
            for (let i2 = 0; i2 < len2; i2++) {
              let data14 = data13[i2];
              if (typeof data14 === "string") {
                if (func1(data14) > 4096) {
                  const err37 = { instancePath: instancePath + "/path/not/" + i2, schemaPath: "#/$defs/pathScope/properties/not/items/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema34.properties.not.items, data: data14 };
                  if (vErrors === null) {
                    vErrors = [err37];
                  } else {
                    vErrors.push(err37);
                  }
                  errors++;
                }
                if (func1(data14) < 1) {
                  const err38 = { instancePath: instancePath + "/path/not/" + i2, schemaPath: "#/$defs/pathScope/properties/not/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema34.properties.not.items, data: data14 };
                  if (vErrors === null) {
                    vErrors = [err38];
                  } else {
                    vErrors.push(err38);
                  }
                  errors++;
                }
              } else {
                const err39 = { instancePath: instancePath + "/path/not/" + i2, schemaPath: "#/$defs/pathScope/properties/not/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema34.properties.not.items.type, parentSchema: schema34.properties.not.items, data: data14 };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  vErrors.push(err39);
                }
                errors++;
              }
            }
          } else {
            const err40 = { instancePath: instancePath + "/path/not", schemaPath: "#/$defs/pathScope/properties/not/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema34.properties.not.type, parentSchema: schema34.properties.not, data: data13 };
            if (vErrors === null) {
              vErrors = [err40];
            } else {
              vErrors.push(err40);
            }
            errors++;
          }
        }
      } else {
        const err41 = { instancePath: instancePath + "/path", schemaPath: "#/$defs/pathScope/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema34.type, parentSchema: schema34, data: data10 };
        if (vErrors === null) {
          vErrors = [err41];
        } else {
          vErrors.push(err41);
        }
        errors++;
      }
    }
    if (data.maxBytes !== void 0) {
      let data15 = data.maxBytes;
      if (!(typeof data15 == "number" && (!(data15 % 1) && !isNaN(data15)) && isFinite(data15))) {
        const err42 = { instancePath: instancePath + "/maxBytes", schemaPath: "#/properties/maxBytes/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema32.properties.maxBytes.type, parentSchema: schema32.properties.maxBytes, data: data15 };
        if (vErrors === null) {
          vErrors = [err42];
        } else {
          vErrors.push(err42);
        }
        errors++;
      }
      if (typeof data15 == "number" && isFinite(data15)) {
        if (data15 > 1e9 || isNaN(data15)) {
          const err43 = { instancePath: instancePath + "/maxBytes", schemaPath: "#/properties/maxBytes/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema32.properties.maxBytes, data: data15 };
          if (vErrors === null) {
            vErrors = [err43];
          } else {
            vErrors.push(err43);
          }
          errors++;
        }
        if (data15 < 0 || isNaN(data15)) {
          const err44 = { instancePath: instancePath + "/maxBytes", schemaPath: "#/properties/maxBytes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema32.properties.maxBytes, data: data15 };
          if (vErrors === null) {
            vErrors = [err44];
          } else {
            vErrors.push(err44);
          }
          errors++;
        }
      }
    }
    if (data.url !== void 0) {
      let data16 = data.url;
      if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
        if (data16.origin === void 0) {
          const err45 = { instancePath: instancePath + "/url", schemaPath: "#/properties/url/required", keyword: "required", params: { missingProperty: "origin" }, message: "must have required property 'origin'", schema: schema32.properties.url.required, parentSchema: schema32.properties.url, data: data16 };
          if (vErrors === null) {
            vErrors = [err45];
          } else {
            vErrors.push(err45);
          }
          errors++;
        }
        for (const key4 in data16) {
          if (!(key4 === "origin" || key4 === "path" || key4 === "query" || key4 === "addresses")) {
            const err46 = { instancePath: instancePath + "/url", schemaPath: "#/properties/url/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties", schema: false, parentSchema: schema32.properties.url, data: data16 };
            if (vErrors === null) {
              vErrors = [err46];
            } else {
              vErrors.push(err46);
            }
            errors++;
          }
        }
        if (data16.origin !== void 0) {
          let data17 = data16.origin;
          if (typeof data17 === "string") {
            if (func1(data17) > 4096) {
              const err47 = { instancePath: instancePath + "/url/origin", schemaPath: "#/properties/url/properties/origin/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema32.properties.url.properties.origin, data: data17 };
              if (vErrors === null) {
                vErrors = [err47];
              } else {
                vErrors.push(err47);
              }
              errors++;
            }
            if (func1(data17) < 1) {
              const err48 = { instancePath: instancePath + "/url/origin", schemaPath: "#/properties/url/properties/origin/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema32.properties.url.properties.origin, data: data17 };
              if (vErrors === null) {
                vErrors = [err48];
              } else {
                vErrors.push(err48);
              }
              errors++;
            }
          } else {
            const err49 = { instancePath: instancePath + "/url/origin", schemaPath: "#/properties/url/properties/origin/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.url.properties.origin.type, parentSchema: schema32.properties.url.properties.origin, data: data17 };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
            }
            errors++;
          }
        }
        if (data16.path !== void 0) {
          let data18 = data16.path;
          if (typeof data18 === "string") {
            if (func1(data18) > 4096) {
              const err50 = { instancePath: instancePath + "/url/path", schemaPath: "#/properties/url/properties/path/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema32.properties.url.properties.path, data: data18 };
              if (vErrors === null) {
                vErrors = [err50];
              } else {
                vErrors.push(err50);
              }
              errors++;
            }
            if (func1(data18) < 1) {
              const err51 = { instancePath: instancePath + "/url/path", schemaPath: "#/properties/url/properties/path/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema32.properties.url.properties.path, data: data18 };
              if (vErrors === null) {
                vErrors = [err51];
              } else {
                vErrors.push(err51);
              }
              errors++;
            }
          } else {
            const err52 = { instancePath: instancePath + "/url/path", schemaPath: "#/properties/url/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.url.properties.path.type, parentSchema: schema32.properties.url.properties.path, data: data18 };
            if (vErrors === null) {
              vErrors = [err52];
            } else {
              vErrors.push(err52);
            }
            errors++;
          }
        }
        if (data16.query !== void 0) {
          let data19 = data16.query;
          if (typeof data19 !== "string") {
            const err53 = { instancePath: instancePath + "/url/query", schemaPath: "#/properties/url/properties/query/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.url.properties.query.type, parentSchema: schema32.properties.url.properties.query, data: data19 };
            if (vErrors === null) {
              vErrors = [err53];
            } else {
              vErrors.push(err53);
            }
            errors++;
          }
          if (!(data19 === "none" || data19 === "any")) {
            const err54 = { instancePath: instancePath + "/url/query", schemaPath: "#/properties/url/properties/query/enum", keyword: "enum", params: { allowedValues: schema32.properties.url.properties.query.enum }, message: "must be equal to one of the allowed values", schema: schema32.properties.url.properties.query.enum, parentSchema: schema32.properties.url.properties.query, data: data19 };
            if (vErrors === null) {
              vErrors = [err54];
            } else {
              vErrors.push(err54);
            }
            errors++;
          }
        }
        if (data16.addresses !== void 0) {
          let data20 = data16.addresses;
          if (Array.isArray(data20)) {
            if (data20.length > 64) {
              const err55 = { instancePath: instancePath + "/url/addresses", schemaPath: "#/properties/url/properties/addresses/maxItems", keyword: "maxItems", params: { limit: 64 }, message: "must NOT have more than 64 items", schema: 64, parentSchema: schema32.properties.url.properties.addresses, data: data20 };
              if (vErrors === null) {
                vErrors = [err55];
              } else {
                vErrors.push(err55);
              }
              errors++;
            }
            const len3 = data20.length;
            for (let i3 = 0; i3 < len3; i3++) {
              let data21 = data20[i3];
              if (typeof data21 === "string") {
                if (func1(data21) > 4096) {
                  const err56 = { instancePath: instancePath + "/url/addresses/" + i3, schemaPath: "#/properties/url/properties/addresses/items/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema32.properties.url.properties.addresses.items, data: data21 };
                  if (vErrors === null) {
                    vErrors = [err56];
                  } else {
                    vErrors.push(err56);
                  }
                  errors++;
                }
                if (func1(data21) < 1) {
                  const err57 = { instancePath: instancePath + "/url/addresses/" + i3, schemaPath: "#/properties/url/properties/addresses/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema32.properties.url.properties.addresses.items, data: data21 };
                  if (vErrors === null) {
                    vErrors = [err57];
                  } else {
                    vErrors.push(err57);
                  }
                  errors++;
                }
              } else {
                const err58 = { instancePath: instancePath + "/url/addresses/" + i3, schemaPath: "#/properties/url/properties/addresses/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.url.properties.addresses.items.type, parentSchema: schema32.properties.url.properties.addresses.items, data: data21 };
                if (vErrors === null) {
                  vErrors = [err58];
                } else {
                  vErrors.push(err58);
                }
                errors++;
              }
            }
          } else {
            const err59 = { instancePath: instancePath + "/url/addresses", schemaPath: "#/properties/url/properties/addresses/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema32.properties.url.properties.addresses.type, parentSchema: schema32.properties.url.properties.addresses, data: data20 };
            if (vErrors === null) {
              vErrors = [err59];
            } else {
              vErrors.push(err59);
            }
            errors++;
          }
        }
      } else {
        const err60 = { instancePath: instancePath + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema32.properties.url.type, parentSchema: schema32.properties.url, data: data16 };
        if (vErrors === null) {
          vErrors = [err60];
        } else {
          vErrors.push(err60);
        }
        errors++;
      }
    }
    if (data.where !== void 0) {
      let data22 = data.where;
      if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
        for (const key5 in data22) {
          const _errs57 = errors;
          if (typeof key5 === "string") {
            if (func1(key5) > 1024) {
              const err61 = { instancePath: instancePath + "/where", schemaPath: "#/properties/where/propertyNames/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters", schema: 1024, parentSchema: schema32.properties.where.propertyNames, data: key5, propertyName: key5 };
              if (vErrors === null) {
                vErrors = [err61];
              } else {
                vErrors.push(err61);
              }
              errors++;
            }
          } else {
            const err62 = { instancePath: instancePath + "/where", schemaPath: "#/properties/where/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.where.propertyNames.type, parentSchema: schema32.properties.where.propertyNames, data: key5, propertyName: key5 };
            if (vErrors === null) {
              vErrors = [err62];
            } else {
              vErrors.push(err62);
            }
            errors++;
          }
          var valid15 = _errs57 === errors;
          if (!valid15) {
            const err63 = { instancePath: instancePath + "/where", schemaPath: "#/properties/where/propertyNames", keyword: "propertyNames", params: { propertyName: key5 }, message: "property name must be valid", schema: schema32.properties.where.propertyNames, parentSchema: schema32.properties.where, data: data22 };
            if (vErrors === null) {
              vErrors = [err63];
            } else {
              vErrors.push(err63);
            }
            errors++;
          }
        }
        for (const key6 in data22) {
          if (!validate24(data22[key6], { instancePath: instancePath + "/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data22, parentDataProperty: key6, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err64 = { instancePath: instancePath + "/where", schemaPath: "#/properties/where/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema32.properties.where.type, parentSchema: schema32.properties.where, data: data22 };
        if (vErrors === null) {
          vErrors = [err64];
        } else {
          vErrors.push(err64);
        }
        errors++;
      }
    }
  } else {
    const err65 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema32.type, parentSchema: schema32, data };
    if (vErrors === null) {
      vErrors = [err65];
    } else {
      vErrors.push(err65);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
validate21.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate20.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.version === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "version" }, message: "must have required property 'version'", schema: schema31.required, parentSchema: schema31, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.name === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema31.required, parentSchema: schema31, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "version" || key0 === "name" || key0 === "profile" || key0 === "capabilities" || key0 === "budgets")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema31, data };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.version !== void 0) {
      let data0 = data.version;
      if (!(typeof data0 == "number" && isFinite(data0))) {
        const err3 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema31.properties.version.type, parentSchema: schema31.properties.version, data: data0 };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
      if (1 !== data0) {
        const err4 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/const", keyword: "const", params: { allowedValue: 1 }, message: "must be equal to constant", schema: 1, parentSchema: schema31.properties.version, data: data0 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.name !== void 0) {
      let data1 = data.name;
      if (typeof data1 === "string") {
        if (func1(data1) > 64) {
          const err5 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters", schema: 64, parentSchema: schema31.properties.name, data: data1 };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        if (!pattern4.test(data1)) {
          const err6 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]+([._-][a-z0-9]+)*$" }, message: 'must match pattern "^[a-z0-9]+([._-][a-z0-9]+)*$"', schema: "^[a-z0-9]+([._-][a-z0-9]+)*$", parentSchema: schema31.properties.name, data: data1 };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.name.type, parentSchema: schema31.properties.name, data: data1 };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.profile !== void 0) {
      let data2 = data.profile;
      if (typeof data2 !== "string") {
        const err8 = { instancePath: instancePath + "/profile", schemaPath: "#/properties/profile/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.profile.type, parentSchema: schema31.properties.profile, data: data2 };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
      if (!(data2 === "strict" || data2 === "industrial")) {
        const err9 = { instancePath: instancePath + "/profile", schemaPath: "#/properties/profile/enum", keyword: "enum", params: { allowedValues: schema31.properties.profile.enum }, message: "must be equal to one of the allowed values", schema: schema31.properties.profile.enum, parentSchema: schema31.properties.profile, data: data2 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.capabilities !== void 0) {
      let data3 = data.capabilities;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (const key1 in data3) {
          const _errs10 = errors;
          if (typeof key1 === "string") {
            if (func1(key1) > 64) {
              const err10 = { instancePath: instancePath + "/capabilities", schemaPath: "#/properties/capabilities/propertyNames/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters", schema: 64, parentSchema: schema31.properties.capabilities.propertyNames, data: key1, propertyName: key1 };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
          } else {
            const err11 = { instancePath: instancePath + "/capabilities", schemaPath: "#/properties/capabilities/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.capabilities.propertyNames.type, parentSchema: schema31.properties.capabilities.propertyNames, data: key1, propertyName: key1 };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
          var valid1 = _errs10 === errors;
          if (!valid1) {
            const err12 = { instancePath: instancePath + "/capabilities", schemaPath: "#/properties/capabilities/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid", schema: schema31.properties.capabilities.propertyNames, parentSchema: schema31.properties.capabilities, data: data3 };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
        for (const key2 in data3) {
          let data4 = data3[key2];
          if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
            for (const key3 in data4) {
              if (!(key3 === "enabled" || key3 === "require" || key3 === "allow" || key3 === "deny" || key3 === "limits")) {
                const err13 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/capabilities/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties", schema: false, parentSchema: schema31.properties.capabilities.additionalProperties, data: data4 };
                if (vErrors === null) {
                  vErrors = [err13];
                } else {
                  vErrors.push(err13);
                }
                errors++;
              }
            }
            if (data4.enabled !== void 0) {
              let data5 = data4.enabled;
              if (typeof data5 !== "boolean") {
                const err14 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/enabled", schemaPath: "#/properties/capabilities/additionalProperties/properties/enabled/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema31.properties.capabilities.additionalProperties.properties.enabled.type, parentSchema: schema31.properties.capabilities.additionalProperties.properties.enabled, data: data5 };
                if (vErrors === null) {
                  vErrors = [err14];
                } else {
                  vErrors.push(err14);
                }
                errors++;
              }
            }
            if (data4.require !== void 0) {
              let data6 = data4.require;
              if (typeof data6 !== "string") {
                const err15 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/require", schemaPath: "#/properties/capabilities/additionalProperties/properties/require/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.capabilities.additionalProperties.properties.require.type, parentSchema: schema31.properties.capabilities.additionalProperties.properties.require, data: data6 };
                if (vErrors === null) {
                  vErrors = [err15];
                } else {
                  vErrors.push(err15);
                }
                errors++;
              }
              if ("approval" !== data6) {
                const err16 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/require", schemaPath: "#/properties/capabilities/additionalProperties/properties/require/const", keyword: "const", params: { allowedValue: "approval" }, message: "must be equal to constant", schema: "approval", parentSchema: schema31.properties.capabilities.additionalProperties.properties.require, data: data6 };
                if (vErrors === null) {
                  vErrors = [err16];
                } else {
                  vErrors.push(err16);
                }
                errors++;
              }
            }
            if (data4.allow !== void 0) {
              let data7 = data4.allow;
              if (Array.isArray(data7)) {
                if (data7.length > 1e4) {
                  const err17 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/allow", schemaPath: "#/properties/capabilities/additionalProperties/properties/allow/maxItems", keyword: "maxItems", params: { limit: 1e4 }, message: "must NOT have more than 10000 items", schema: 1e4, parentSchema: schema31.properties.capabilities.additionalProperties.properties.allow, data: data7 };
                  if (vErrors === null) {
                    vErrors = [err17];
                  } else {
                    vErrors.push(err17);
                  }
                  errors++;
                }
                const len0 = data7.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  if (!validate21(data7[i0], { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/allow/" + i0, parentData: data7, parentDataProperty: i0, rootData, dynamicAnchors })) {
                    vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
                    errors = vErrors.length;
                  }
                }
              } else {
                const err18 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/allow", schemaPath: "#/properties/capabilities/additionalProperties/properties/allow/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema31.properties.capabilities.additionalProperties.properties.allow.type, parentSchema: schema31.properties.capabilities.additionalProperties.properties.allow, data: data7 };
                if (vErrors === null) {
                  vErrors = [err18];
                } else {
                  vErrors.push(err18);
                }
                errors++;
              }
            }
            if (data4.deny !== void 0) {
              let data9 = data4.deny;
              if (Array.isArray(data9)) {
                if (data9.length > 1e4) {
                  const err19 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deny", schemaPath: "#/properties/capabilities/additionalProperties/properties/deny/maxItems", keyword: "maxItems", params: { limit: 1e4 }, message: "must NOT have more than 10000 items", schema: 1e4, parentSchema: schema31.properties.capabilities.additionalProperties.properties.deny, data: data9 };
                  if (vErrors === null) {
                    vErrors = [err19];
                  } else {
                    vErrors.push(err19);
                  }
                  errors++;
                }
                const len1 = data9.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  if (!validate21(data9[i1], { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deny/" + i1, parentData: data9, parentDataProperty: i1, rootData, dynamicAnchors })) {
                    vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
                    errors = vErrors.length;
                  }
                }
              } else {
                const err20 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deny", schemaPath: "#/properties/capabilities/additionalProperties/properties/deny/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema31.properties.capabilities.additionalProperties.properties.deny.type, parentSchema: schema31.properties.capabilities.additionalProperties.properties.deny, data: data9 };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
            if (data4.limits !== void 0) {
              let data11 = data4.limits;
              if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
                for (const key4 in data11) {
                  if (!(key4 === "timeoutMs" || key4 === "maxOutputBytes" || key4 === "perRun" || key4 === "perMinute")) {
                    const err21 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties", schema: false, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits, data: data11 };
                    if (vErrors === null) {
                      vErrors = [err21];
                    } else {
                      vErrors.push(err21);
                    }
                    errors++;
                  }
                }
                if (data11.timeoutMs !== void 0) {
                  let data12 = data11.timeoutMs;
                  if (!(typeof data12 == "number" && (!(data12 % 1) && !isNaN(data12)) && isFinite(data12))) {
                    const err22 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits/timeoutMs", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/properties/timeoutMs/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.timeoutMs.type, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.timeoutMs, data: data12 };
                    if (vErrors === null) {
                      vErrors = [err22];
                    } else {
                      vErrors.push(err22);
                    }
                    errors++;
                  }
                  if (typeof data12 == "number" && isFinite(data12)) {
                    if (data12 > 1e9 || isNaN(data12)) {
                      const err23 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits/timeoutMs", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/properties/timeoutMs/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.timeoutMs, data: data12 };
                      if (vErrors === null) {
                        vErrors = [err23];
                      } else {
                        vErrors.push(err23);
                      }
                      errors++;
                    }
                    if (data12 < 1 || isNaN(data12)) {
                      const err24 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits/timeoutMs", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/properties/timeoutMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.timeoutMs, data: data12 };
                      if (vErrors === null) {
                        vErrors = [err24];
                      } else {
                        vErrors.push(err24);
                      }
                      errors++;
                    }
                  }
                }
                if (data11.maxOutputBytes !== void 0) {
                  let data13 = data11.maxOutputBytes;
                  if (!(typeof data13 == "number" && (!(data13 % 1) && !isNaN(data13)) && isFinite(data13))) {
                    const err25 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits/maxOutputBytes", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/properties/maxOutputBytes/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.maxOutputBytes.type, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.maxOutputBytes, data: data13 };
                    if (vErrors === null) {
                      vErrors = [err25];
                    } else {
                      vErrors.push(err25);
                    }
                    errors++;
                  }
                  if (typeof data13 == "number" && isFinite(data13)) {
                    if (data13 > 1e9 || isNaN(data13)) {
                      const err26 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits/maxOutputBytes", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/properties/maxOutputBytes/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.maxOutputBytes, data: data13 };
                      if (vErrors === null) {
                        vErrors = [err26];
                      } else {
                        vErrors.push(err26);
                      }
                      errors++;
                    }
                    if (data13 < 1 || isNaN(data13)) {
                      const err27 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits/maxOutputBytes", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/properties/maxOutputBytes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.maxOutputBytes, data: data13 };
                      if (vErrors === null) {
                        vErrors = [err27];
                      } else {
                        vErrors.push(err27);
                      }
                      errors++;
                    }
                  }
                }
                if (data11.perRun !== void 0) {
                  let data14 = data11.perRun;
                  if (!(typeof data14 == "number" && (!(data14 % 1) && !isNaN(data14)) && isFinite(data14))) {
                    const err28 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits/perRun", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/properties/perRun/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.perRun.type, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.perRun, data: data14 };
                    if (vErrors === null) {
                      vErrors = [err28];
                    } else {
                      vErrors.push(err28);
                    }
                    errors++;
                  }
                  if (typeof data14 == "number" && isFinite(data14)) {
                    if (data14 > 1e9 || isNaN(data14)) {
                      const err29 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits/perRun", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/properties/perRun/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.perRun, data: data14 };
                      if (vErrors === null) {
                        vErrors = [err29];
                      } else {
                        vErrors.push(err29);
                      }
                      errors++;
                    }
                    if (data14 < 0 || isNaN(data14)) {
                      const err30 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits/perRun", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/properties/perRun/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.perRun, data: data14 };
                      if (vErrors === null) {
                        vErrors = [err30];
                      } else {
                        vErrors.push(err30);
                      }
                      errors++;
                    }
                  }
                }
                if (data11.perMinute !== void 0) {
                  let data15 = data11.perMinute;
                  if (!(typeof data15 == "number" && (!(data15 % 1) && !isNaN(data15)) && isFinite(data15))) {
                    const err31 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits/perMinute", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/properties/perMinute/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.perMinute.type, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.perMinute, data: data15 };
                    if (vErrors === null) {
                      vErrors = [err31];
                    } else {
                      vErrors.push(err31);
                    }
                    errors++;
                  }
                  if (typeof data15 == "number" && isFinite(data15)) {
                    if (data15 > 1e4 || isNaN(data15)) {
                      const err32 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits/perMinute", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/properties/perMinute/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e4 }, message: "must be <= 10000", schema: 1e4, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.perMinute, data: data15 };
                      if (vErrors === null) {
                        vErrors = [err32];
                      } else {
                        vErrors.push(err32);
                      }
                      errors++;
                    }
                    if (data15 < 0 || isNaN(data15)) {
                      const err33 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits/perMinute", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/properties/perMinute/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits.properties.perMinute, data: data15 };
                      if (vErrors === null) {
                        vErrors = [err33];
                      } else {
                        vErrors.push(err33);
                      }
                      errors++;
                    }
                  }
                }
              } else {
                const err34 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/limits", schemaPath: "#/properties/capabilities/additionalProperties/properties/limits/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.properties.capabilities.additionalProperties.properties.limits.type, parentSchema: schema31.properties.capabilities.additionalProperties.properties.limits, data: data11 };
                if (vErrors === null) {
                  vErrors = [err34];
                } else {
                  vErrors.push(err34);
                }
                errors++;
              }
            }
          } else {
            const err35 = { instancePath: instancePath + "/capabilities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/capabilities/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.properties.capabilities.additionalProperties.type, parentSchema: schema31.properties.capabilities.additionalProperties, data: data4 };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
        }
      } else {
        const err36 = { instancePath: instancePath + "/capabilities", schemaPath: "#/properties/capabilities/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.properties.capabilities.type, parentSchema: schema31.properties.capabilities, data: data3 };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.budgets !== void 0) {
      let data16 = data.budgets;
      if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
        for (const key5 in data16) {
          if (!(key5 === "perRun")) {
            const err37 = { instancePath: instancePath + "/budgets", schemaPath: "#/properties/budgets/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, message: "must NOT have additional properties", schema: false, parentSchema: schema31.properties.budgets, data: data16 };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
            }
            errors++;
          }
        }
        if (data16.perRun !== void 0) {
          let data17 = data16.perRun;
          if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
            for (const key6 in data17) {
              if (!(key6 === "steps" || key6 === "executions" || key6 === "wallMs" || key6 === "tokens")) {
                const err38 = { instancePath: instancePath + "/budgets/perRun", schemaPath: "#/properties/budgets/properties/perRun/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 }, message: "must NOT have additional properties", schema: false, parentSchema: schema31.properties.budgets.properties.perRun, data: data17 };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
            }
            if (data17.steps !== void 0) {
              let data18 = data17.steps;
              if (!(typeof data18 == "number" && (!(data18 % 1) && !isNaN(data18)) && isFinite(data18))) {
                const err39 = { instancePath: instancePath + "/budgets/perRun/steps", schemaPath: "#/properties/budgets/properties/perRun/properties/steps/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.budgets.properties.perRun.properties.steps.type, parentSchema: schema31.properties.budgets.properties.perRun.properties.steps, data: data18 };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  vErrors.push(err39);
                }
                errors++;
              }
              if (typeof data18 == "number" && isFinite(data18)) {
                if (data18 > 1e9 || isNaN(data18)) {
                  const err40 = { instancePath: instancePath + "/budgets/perRun/steps", schemaPath: "#/properties/budgets/properties/perRun/properties/steps/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema31.properties.budgets.properties.perRun.properties.steps, data: data18 };
                  if (vErrors === null) {
                    vErrors = [err40];
                  } else {
                    vErrors.push(err40);
                  }
                  errors++;
                }
                if (data18 < 0 || isNaN(data18)) {
                  const err41 = { instancePath: instancePath + "/budgets/perRun/steps", schemaPath: "#/properties/budgets/properties/perRun/properties/steps/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema31.properties.budgets.properties.perRun.properties.steps, data: data18 };
                  if (vErrors === null) {
                    vErrors = [err41];
                  } else {
                    vErrors.push(err41);
                  }
                  errors++;
                }
              }
            }
            if (data17.executions !== void 0) {
              let data19 = data17.executions;
              if (!(typeof data19 == "number" && (!(data19 % 1) && !isNaN(data19)) && isFinite(data19))) {
                const err42 = { instancePath: instancePath + "/budgets/perRun/executions", schemaPath: "#/properties/budgets/properties/perRun/properties/executions/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.budgets.properties.perRun.properties.executions.type, parentSchema: schema31.properties.budgets.properties.perRun.properties.executions, data: data19 };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              }
              if (typeof data19 == "number" && isFinite(data19)) {
                if (data19 > 1e9 || isNaN(data19)) {
                  const err43 = { instancePath: instancePath + "/budgets/perRun/executions", schemaPath: "#/properties/budgets/properties/perRun/properties/executions/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema31.properties.budgets.properties.perRun.properties.executions, data: data19 };
                  if (vErrors === null) {
                    vErrors = [err43];
                  } else {
                    vErrors.push(err43);
                  }
                  errors++;
                }
                if (data19 < 0 || isNaN(data19)) {
                  const err44 = { instancePath: instancePath + "/budgets/perRun/executions", schemaPath: "#/properties/budgets/properties/perRun/properties/executions/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema31.properties.budgets.properties.perRun.properties.executions, data: data19 };
                  if (vErrors === null) {
                    vErrors = [err44];
                  } else {
                    vErrors.push(err44);
                  }
                  errors++;
                }
              }
            }
            if (data17.wallMs !== void 0) {
              let data20 = data17.wallMs;
              if (!(typeof data20 == "number" && (!(data20 % 1) && !isNaN(data20)) && isFinite(data20))) {
                const err45 = { instancePath: instancePath + "/budgets/perRun/wallMs", schemaPath: "#/properties/budgets/properties/perRun/properties/wallMs/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.budgets.properties.perRun.properties.wallMs.type, parentSchema: schema31.properties.budgets.properties.perRun.properties.wallMs, data: data20 };
                if (vErrors === null) {
                  vErrors = [err45];
                } else {
                  vErrors.push(err45);
                }
                errors++;
              }
              if (typeof data20 == "number" && isFinite(data20)) {
                if (data20 > 1e9 || isNaN(data20)) {
                  const err46 = { instancePath: instancePath + "/budgets/perRun/wallMs", schemaPath: "#/properties/budgets/properties/perRun/properties/wallMs/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema31.properties.budgets.properties.perRun.properties.wallMs, data: data20 };
                  if (vErrors === null) {
                    vErrors = [err46];
                  } else {
                    vErrors.push(err46);
                  }
                  errors++;
                }
                if (data20 < 1 || isNaN(data20)) {
                  const err47 = { instancePath: instancePath + "/budgets/perRun/wallMs", schemaPath: "#/properties/budgets/properties/perRun/properties/wallMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema31.properties.budgets.properties.perRun.properties.wallMs, data: data20 };
                  if (vErrors === null) {
                    vErrors = [err47];
                  } else {
                    vErrors.push(err47);
                  }
                  errors++;
                }
              }
            }
            if (data17.tokens !== void 0) {
              let data21 = data17.tokens;
              if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
                const err48 = { instancePath: instancePath + "/budgets/perRun/tokens", schemaPath: "#/properties/budgets/properties/perRun/properties/tokens/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.budgets.properties.perRun.properties.tokens.type, parentSchema: schema31.properties.budgets.properties.perRun.properties.tokens, data: data21 };
                if (vErrors === null) {
                  vErrors = [err48];
                } else {
                  vErrors.push(err48);
                }
                errors++;
              }
              if (typeof data21 == "number" && isFinite(data21)) {
                if (data21 > 1e9 || isNaN(data21)) {
                  const err49 = { instancePath: instancePath + "/budgets/perRun/tokens", schemaPath: "#/properties/budgets/properties/perRun/properties/tokens/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema31.properties.budgets.properties.perRun.properties.tokens, data: data21 };
                  if (vErrors === null) {
                    vErrors = [err49];
                  } else {
                    vErrors.push(err49);
                  }
                  errors++;
                }
                if (data21 < 0 || isNaN(data21)) {
                  const err50 = { instancePath: instancePath + "/budgets/perRun/tokens", schemaPath: "#/properties/budgets/properties/perRun/properties/tokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema31.properties.budgets.properties.perRun.properties.tokens, data: data21 };
                  if (vErrors === null) {
                    vErrors = [err50];
                  } else {
                    vErrors.push(err50);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err51 = { instancePath: instancePath + "/budgets/perRun", schemaPath: "#/properties/budgets/properties/perRun/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.properties.budgets.properties.perRun.type, parentSchema: schema31.properties.budgets.properties.perRun, data: data17 };
            if (vErrors === null) {
              vErrors = [err51];
            } else {
              vErrors.push(err51);
            }
            errors++;
          }
        }
      } else {
        const err52 = { instancePath: instancePath + "/budgets", schemaPath: "#/properties/budgets/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.properties.budgets.type, parentSchema: schema31.properties.budgets, data: data16 };
        if (vErrors === null) {
          vErrors = [err52];
        } else {
          vErrors.push(err52);
        }
        errors++;
      }
    }
  } else {
    const err53 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.type, parentSchema: schema31, data };
    if (vErrors === null) {
      vErrors = [err53];
    } else {
      vErrors.push(err53);
    }
    errors++;
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var policyDefects = (value) => check_policyDefects(value) === true ? [] : argumentDefects(check_policyDefects.errors ?? []);
export {
  policyDefects
};
