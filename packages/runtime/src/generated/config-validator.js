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
var check_configDefects = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": { "version": { "type": "number", "const": 1 }, "workspace": { "type": "string", "minLength": 1, "maxLength": 4096 }, "journal": { "type": "string", "minLength": 1, "maxLength": 4096 }, "policy": { "type": "string", "minLength": 1, "maxLength": 4096 }, "profile": { "type": "string", "enum": ["strict", "industrial"] }, "brain": { "type": "object", "properties": { "kind": { "type": "string", "enum": ["simulation", "openai", "replay"] }, "scenario": { "type": "string", "minLength": 1, "maxLength": 4096 }, "seed": { "type": "integer", "minimum": 0, "maximum": 4294967295 }, "endpoint": { "type": "string", "minLength": 1, "maxLength": 4096 }, "model": { "type": "string", "minLength": 1, "maxLength": 4096 }, "apiKeyEnv": { "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" }, "run": { "type": "string", "minLength": 1, "maxLength": 4096 } }, "required": ["kind"], "additionalProperties": false }, "memory": { "type": "object", "properties": { "maxEntries": { "type": "integer", "minimum": 1, "maximum": 1e9 }, "maxTokens": { "type": "integer", "minimum": 1, "maximum": 1e9 } }, "additionalProperties": false }, "limits": { "type": "object", "properties": { "maxInputBytes": { "type": "integer", "minimum": 1, "maximum": 2097152 }, "maxReplyBytes": { "type": "integer", "minimum": 1, "maximum": 2097152 }, "maxResultBytes": { "type": "integer", "minimum": 1024, "maximum": 8388608 }, "inferenceTimeoutMs": { "type": "integer", "minimum": 1, "maximum": 1e9 }, "approvalTimeoutMs": { "type": "integer", "minimum": 1, "maximum": 1e9 }, "cancelGraceMs": { "type": "integer", "minimum": 1e3, "maximum": 1e9 }, "maxConsecutiveRejections": { "type": "integer", "minimum": 0, "maximum": 1e3 } }, "additionalProperties": false }, "log": { "type": "object", "properties": { "level": { "type": "string", "enum": ["debug", "info", "warn", "error"] }, "file": { "type": "string", "minLength": 1, "maxLength": 4096 } }, "required": ["file"], "additionalProperties": false }, "secretsFromEnvironment": { "maxItems": 256, "type": "array", "items": { "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" } } }, "required": ["version"], "additionalProperties": false, "title": "FemtoClaw configuration", "description": "FC-CONF-0001. Paths are seen from this file's directory.", "$id": "femtoclaw:configDefects" };
var func1 = Object.prototype.hasOwnProperty;
var func2 = require_ucs2length().default;
var pattern4 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
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
    for (const key0 in data) {
      if (!func1.call(schema31.properties, key0)) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema31, data };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.version !== void 0) {
      let data0 = data.version;
      if (!(typeof data0 == "number" && isFinite(data0))) {
        const err2 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema31.properties.version.type, parentSchema: schema31.properties.version, data: data0 };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
      if (1 !== data0) {
        const err3 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/const", keyword: "const", params: { allowedValue: 1 }, message: "must be equal to constant", schema: 1, parentSchema: schema31.properties.version, data: data0 };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.workspace !== void 0) {
      let data1 = data.workspace;
      if (typeof data1 === "string") {
        if (func2(data1) > 4096) {
          const err4 = { instancePath: instancePath + "/workspace", schemaPath: "#/properties/workspace/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema31.properties.workspace, data: data1 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        if (func2(data1) < 1) {
          const err5 = { instancePath: instancePath + "/workspace", schemaPath: "#/properties/workspace/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema31.properties.workspace, data: data1 };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = { instancePath: instancePath + "/workspace", schemaPath: "#/properties/workspace/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.workspace.type, parentSchema: schema31.properties.workspace, data: data1 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.journal !== void 0) {
      let data2 = data.journal;
      if (typeof data2 === "string") {
        if (func2(data2) > 4096) {
          const err7 = { instancePath: instancePath + "/journal", schemaPath: "#/properties/journal/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema31.properties.journal, data: data2 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (func2(data2) < 1) {
          const err8 = { instancePath: instancePath + "/journal", schemaPath: "#/properties/journal/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema31.properties.journal, data: data2 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = { instancePath: instancePath + "/journal", schemaPath: "#/properties/journal/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.journal.type, parentSchema: schema31.properties.journal, data: data2 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.policy !== void 0) {
      let data3 = data.policy;
      if (typeof data3 === "string") {
        if (func2(data3) > 4096) {
          const err10 = { instancePath: instancePath + "/policy", schemaPath: "#/properties/policy/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema31.properties.policy, data: data3 };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        if (func2(data3) < 1) {
          const err11 = { instancePath: instancePath + "/policy", schemaPath: "#/properties/policy/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema31.properties.policy, data: data3 };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      } else {
        const err12 = { instancePath: instancePath + "/policy", schemaPath: "#/properties/policy/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.policy.type, parentSchema: schema31.properties.policy, data: data3 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.profile !== void 0) {
      let data4 = data.profile;
      if (typeof data4 !== "string") {
        const err13 = { instancePath: instancePath + "/profile", schemaPath: "#/properties/profile/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.profile.type, parentSchema: schema31.properties.profile, data: data4 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
      if (!(data4 === "strict" || data4 === "industrial")) {
        const err14 = { instancePath: instancePath + "/profile", schemaPath: "#/properties/profile/enum", keyword: "enum", params: { allowedValues: schema31.properties.profile.enum }, message: "must be equal to one of the allowed values", schema: schema31.properties.profile.enum, parentSchema: schema31.properties.profile, data: data4 };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.brain !== void 0) {
      let data5 = data.brain;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
        if (data5.kind === void 0) {
          const err15 = { instancePath: instancePath + "/brain", schemaPath: "#/properties/brain/required", keyword: "required", params: { missingProperty: "kind" }, message: "must have required property 'kind'", schema: schema31.properties.brain.required, parentSchema: schema31.properties.brain, data: data5 };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
        for (const key1 in data5) {
          if (!(key1 === "kind" || key1 === "scenario" || key1 === "seed" || key1 === "endpoint" || key1 === "model" || key1 === "apiKeyEnv" || key1 === "run")) {
            const err16 = { instancePath: instancePath + "/brain", schemaPath: "#/properties/brain/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema31.properties.brain, data: data5 };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
        if (data5.kind !== void 0) {
          let data6 = data5.kind;
          if (typeof data6 !== "string") {
            const err17 = { instancePath: instancePath + "/brain/kind", schemaPath: "#/properties/brain/properties/kind/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.brain.properties.kind.type, parentSchema: schema31.properties.brain.properties.kind, data: data6 };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          }
          if (!(data6 === "simulation" || data6 === "openai" || data6 === "replay")) {
            const err18 = { instancePath: instancePath + "/brain/kind", schemaPath: "#/properties/brain/properties/kind/enum", keyword: "enum", params: { allowedValues: schema31.properties.brain.properties.kind.enum }, message: "must be equal to one of the allowed values", schema: schema31.properties.brain.properties.kind.enum, parentSchema: schema31.properties.brain.properties.kind, data: data6 };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
        if (data5.scenario !== void 0) {
          let data7 = data5.scenario;
          if (typeof data7 === "string") {
            if (func2(data7) > 4096) {
              const err19 = { instancePath: instancePath + "/brain/scenario", schemaPath: "#/properties/brain/properties/scenario/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema31.properties.brain.properties.scenario, data: data7 };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
            if (func2(data7) < 1) {
              const err20 = { instancePath: instancePath + "/brain/scenario", schemaPath: "#/properties/brain/properties/scenario/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema31.properties.brain.properties.scenario, data: data7 };
              if (vErrors === null) {
                vErrors = [err20];
              } else {
                vErrors.push(err20);
              }
              errors++;
            }
          } else {
            const err21 = { instancePath: instancePath + "/brain/scenario", schemaPath: "#/properties/brain/properties/scenario/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.brain.properties.scenario.type, parentSchema: schema31.properties.brain.properties.scenario, data: data7 };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              vErrors.push(err21);
            }
            errors++;
          }
        }
        if (data5.seed !== void 0) {
          let data8 = data5.seed;
          if (!(typeof data8 == "number" && (!(data8 % 1) && !isNaN(data8)) && isFinite(data8))) {
            const err22 = { instancePath: instancePath + "/brain/seed", schemaPath: "#/properties/brain/properties/seed/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.brain.properties.seed.type, parentSchema: schema31.properties.brain.properties.seed, data: data8 };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
          if (typeof data8 == "number" && isFinite(data8)) {
            if (data8 > 4294967295 || isNaN(data8)) {
              const err23 = { instancePath: instancePath + "/brain/seed", schemaPath: "#/properties/brain/properties/seed/maximum", keyword: "maximum", params: { comparison: "<=", limit: 4294967295 }, message: "must be <= 4294967295", schema: 4294967295, parentSchema: schema31.properties.brain.properties.seed, data: data8 };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
            if (data8 < 0 || isNaN(data8)) {
              const err24 = { instancePath: instancePath + "/brain/seed", schemaPath: "#/properties/brain/properties/seed/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema31.properties.brain.properties.seed, data: data8 };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
          }
        }
        if (data5.endpoint !== void 0) {
          let data9 = data5.endpoint;
          if (typeof data9 === "string") {
            if (func2(data9) > 4096) {
              const err25 = { instancePath: instancePath + "/brain/endpoint", schemaPath: "#/properties/brain/properties/endpoint/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema31.properties.brain.properties.endpoint, data: data9 };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
            if (func2(data9) < 1) {
              const err26 = { instancePath: instancePath + "/brain/endpoint", schemaPath: "#/properties/brain/properties/endpoint/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema31.properties.brain.properties.endpoint, data: data9 };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                vErrors.push(err26);
              }
              errors++;
            }
          } else {
            const err27 = { instancePath: instancePath + "/brain/endpoint", schemaPath: "#/properties/brain/properties/endpoint/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.brain.properties.endpoint.type, parentSchema: schema31.properties.brain.properties.endpoint, data: data9 };
            if (vErrors === null) {
              vErrors = [err27];
            } else {
              vErrors.push(err27);
            }
            errors++;
          }
        }
        if (data5.model !== void 0) {
          let data10 = data5.model;
          if (typeof data10 === "string") {
            if (func2(data10) > 4096) {
              const err28 = { instancePath: instancePath + "/brain/model", schemaPath: "#/properties/brain/properties/model/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema31.properties.brain.properties.model, data: data10 };
              if (vErrors === null) {
                vErrors = [err28];
              } else {
                vErrors.push(err28);
              }
              errors++;
            }
            if (func2(data10) < 1) {
              const err29 = { instancePath: instancePath + "/brain/model", schemaPath: "#/properties/brain/properties/model/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema31.properties.brain.properties.model, data: data10 };
              if (vErrors === null) {
                vErrors = [err29];
              } else {
                vErrors.push(err29);
              }
              errors++;
            }
          } else {
            const err30 = { instancePath: instancePath + "/brain/model", schemaPath: "#/properties/brain/properties/model/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.brain.properties.model.type, parentSchema: schema31.properties.brain.properties.model, data: data10 };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
        if (data5.apiKeyEnv !== void 0) {
          let data11 = data5.apiKeyEnv;
          if (typeof data11 === "string") {
            if (!pattern4.test(data11)) {
              const err31 = { instancePath: instancePath + "/brain/apiKeyEnv", schemaPath: "#/properties/brain/properties/apiKeyEnv/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', schema: "^[A-Za-z_][A-Za-z0-9_]*$", parentSchema: schema31.properties.brain.properties.apiKeyEnv, data: data11 };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
          } else {
            const err32 = { instancePath: instancePath + "/brain/apiKeyEnv", schemaPath: "#/properties/brain/properties/apiKeyEnv/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.brain.properties.apiKeyEnv.type, parentSchema: schema31.properties.brain.properties.apiKeyEnv, data: data11 };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
        }
        if (data5.run !== void 0) {
          let data12 = data5.run;
          if (typeof data12 === "string") {
            if (func2(data12) > 4096) {
              const err33 = { instancePath: instancePath + "/brain/run", schemaPath: "#/properties/brain/properties/run/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema31.properties.brain.properties.run, data: data12 };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
            if (func2(data12) < 1) {
              const err34 = { instancePath: instancePath + "/brain/run", schemaPath: "#/properties/brain/properties/run/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema31.properties.brain.properties.run, data: data12 };
              if (vErrors === null) {
                vErrors = [err34];
              } else {
                vErrors.push(err34);
              }
              errors++;
            }
          } else {
            const err35 = { instancePath: instancePath + "/brain/run", schemaPath: "#/properties/brain/properties/run/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.brain.properties.run.type, parentSchema: schema31.properties.brain.properties.run, data: data12 };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
        }
      } else {
        const err36 = { instancePath: instancePath + "/brain", schemaPath: "#/properties/brain/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.properties.brain.type, parentSchema: schema31.properties.brain, data: data5 };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.memory !== void 0) {
      let data13 = data.memory;
      if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
        for (const key2 in data13) {
          if (!(key2 === "maxEntries" || key2 === "maxTokens")) {
            const err37 = { instancePath: instancePath + "/memory", schemaPath: "#/properties/memory/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties", schema: false, parentSchema: schema31.properties.memory, data: data13 };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
            }
            errors++;
          }
        }
        if (data13.maxEntries !== void 0) {
          let data14 = data13.maxEntries;
          if (!(typeof data14 == "number" && (!(data14 % 1) && !isNaN(data14)) && isFinite(data14))) {
            const err38 = { instancePath: instancePath + "/memory/maxEntries", schemaPath: "#/properties/memory/properties/maxEntries/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.memory.properties.maxEntries.type, parentSchema: schema31.properties.memory.properties.maxEntries, data: data14 };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              vErrors.push(err38);
            }
            errors++;
          }
          if (typeof data14 == "number" && isFinite(data14)) {
            if (data14 > 1e9 || isNaN(data14)) {
              const err39 = { instancePath: instancePath + "/memory/maxEntries", schemaPath: "#/properties/memory/properties/maxEntries/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema31.properties.memory.properties.maxEntries, data: data14 };
              if (vErrors === null) {
                vErrors = [err39];
              } else {
                vErrors.push(err39);
              }
              errors++;
            }
            if (data14 < 1 || isNaN(data14)) {
              const err40 = { instancePath: instancePath + "/memory/maxEntries", schemaPath: "#/properties/memory/properties/maxEntries/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema31.properties.memory.properties.maxEntries, data: data14 };
              if (vErrors === null) {
                vErrors = [err40];
              } else {
                vErrors.push(err40);
              }
              errors++;
            }
          }
        }
        if (data13.maxTokens !== void 0) {
          let data15 = data13.maxTokens;
          if (!(typeof data15 == "number" && (!(data15 % 1) && !isNaN(data15)) && isFinite(data15))) {
            const err41 = { instancePath: instancePath + "/memory/maxTokens", schemaPath: "#/properties/memory/properties/maxTokens/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.memory.properties.maxTokens.type, parentSchema: schema31.properties.memory.properties.maxTokens, data: data15 };
            if (vErrors === null) {
              vErrors = [err41];
            } else {
              vErrors.push(err41);
            }
            errors++;
          }
          if (typeof data15 == "number" && isFinite(data15)) {
            if (data15 > 1e9 || isNaN(data15)) {
              const err42 = { instancePath: instancePath + "/memory/maxTokens", schemaPath: "#/properties/memory/properties/maxTokens/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema31.properties.memory.properties.maxTokens, data: data15 };
              if (vErrors === null) {
                vErrors = [err42];
              } else {
                vErrors.push(err42);
              }
              errors++;
            }
            if (data15 < 1 || isNaN(data15)) {
              const err43 = { instancePath: instancePath + "/memory/maxTokens", schemaPath: "#/properties/memory/properties/maxTokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema31.properties.memory.properties.maxTokens, data: data15 };
              if (vErrors === null) {
                vErrors = [err43];
              } else {
                vErrors.push(err43);
              }
              errors++;
            }
          }
        }
      } else {
        const err44 = { instancePath: instancePath + "/memory", schemaPath: "#/properties/memory/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.properties.memory.type, parentSchema: schema31.properties.memory, data: data13 };
        if (vErrors === null) {
          vErrors = [err44];
        } else {
          vErrors.push(err44);
        }
        errors++;
      }
    }
    if (data.limits !== void 0) {
      let data16 = data.limits;
      if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
        for (const key3 in data16) {
          if (!(key3 === "maxInputBytes" || key3 === "maxReplyBytes" || key3 === "maxResultBytes" || key3 === "inferenceTimeoutMs" || key3 === "approvalTimeoutMs" || key3 === "cancelGraceMs" || key3 === "maxConsecutiveRejections")) {
            const err45 = { instancePath: instancePath + "/limits", schemaPath: "#/properties/limits/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties", schema: false, parentSchema: schema31.properties.limits, data: data16 };
            if (vErrors === null) {
              vErrors = [err45];
            } else {
              vErrors.push(err45);
            }
            errors++;
          }
        }
        if (data16.maxInputBytes !== void 0) {
          let data17 = data16.maxInputBytes;
          if (!(typeof data17 == "number" && (!(data17 % 1) && !isNaN(data17)) && isFinite(data17))) {
            const err46 = { instancePath: instancePath + "/limits/maxInputBytes", schemaPath: "#/properties/limits/properties/maxInputBytes/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.limits.properties.maxInputBytes.type, parentSchema: schema31.properties.limits.properties.maxInputBytes, data: data17 };
            if (vErrors === null) {
              vErrors = [err46];
            } else {
              vErrors.push(err46);
            }
            errors++;
          }
          if (typeof data17 == "number" && isFinite(data17)) {
            if (data17 > 2097152 || isNaN(data17)) {
              const err47 = { instancePath: instancePath + "/limits/maxInputBytes", schemaPath: "#/properties/limits/properties/maxInputBytes/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2097152 }, message: "must be <= 2097152", schema: 2097152, parentSchema: schema31.properties.limits.properties.maxInputBytes, data: data17 };
              if (vErrors === null) {
                vErrors = [err47];
              } else {
                vErrors.push(err47);
              }
              errors++;
            }
            if (data17 < 1 || isNaN(data17)) {
              const err48 = { instancePath: instancePath + "/limits/maxInputBytes", schemaPath: "#/properties/limits/properties/maxInputBytes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema31.properties.limits.properties.maxInputBytes, data: data17 };
              if (vErrors === null) {
                vErrors = [err48];
              } else {
                vErrors.push(err48);
              }
              errors++;
            }
          }
        }
        if (data16.maxReplyBytes !== void 0) {
          let data18 = data16.maxReplyBytes;
          if (!(typeof data18 == "number" && (!(data18 % 1) && !isNaN(data18)) && isFinite(data18))) {
            const err49 = { instancePath: instancePath + "/limits/maxReplyBytes", schemaPath: "#/properties/limits/properties/maxReplyBytes/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.limits.properties.maxReplyBytes.type, parentSchema: schema31.properties.limits.properties.maxReplyBytes, data: data18 };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
            }
            errors++;
          }
          if (typeof data18 == "number" && isFinite(data18)) {
            if (data18 > 2097152 || isNaN(data18)) {
              const err50 = { instancePath: instancePath + "/limits/maxReplyBytes", schemaPath: "#/properties/limits/properties/maxReplyBytes/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2097152 }, message: "must be <= 2097152", schema: 2097152, parentSchema: schema31.properties.limits.properties.maxReplyBytes, data: data18 };
              if (vErrors === null) {
                vErrors = [err50];
              } else {
                vErrors.push(err50);
              }
              errors++;
            }
            if (data18 < 1 || isNaN(data18)) {
              const err51 = { instancePath: instancePath + "/limits/maxReplyBytes", schemaPath: "#/properties/limits/properties/maxReplyBytes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema31.properties.limits.properties.maxReplyBytes, data: data18 };
              if (vErrors === null) {
                vErrors = [err51];
              } else {
                vErrors.push(err51);
              }
              errors++;
            }
          }
        }
        if (data16.maxResultBytes !== void 0) {
          let data19 = data16.maxResultBytes;
          if (!(typeof data19 == "number" && (!(data19 % 1) && !isNaN(data19)) && isFinite(data19))) {
            const err52 = { instancePath: instancePath + "/limits/maxResultBytes", schemaPath: "#/properties/limits/properties/maxResultBytes/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.limits.properties.maxResultBytes.type, parentSchema: schema31.properties.limits.properties.maxResultBytes, data: data19 };
            if (vErrors === null) {
              vErrors = [err52];
            } else {
              vErrors.push(err52);
            }
            errors++;
          }
          if (typeof data19 == "number" && isFinite(data19)) {
            if (data19 > 8388608 || isNaN(data19)) {
              const err53 = { instancePath: instancePath + "/limits/maxResultBytes", schemaPath: "#/properties/limits/properties/maxResultBytes/maximum", keyword: "maximum", params: { comparison: "<=", limit: 8388608 }, message: "must be <= 8388608", schema: 8388608, parentSchema: schema31.properties.limits.properties.maxResultBytes, data: data19 };
              if (vErrors === null) {
                vErrors = [err53];
              } else {
                vErrors.push(err53);
              }
              errors++;
            }
            if (data19 < 1024 || isNaN(data19)) {
              const err54 = { instancePath: instancePath + "/limits/maxResultBytes", schemaPath: "#/properties/limits/properties/maxResultBytes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1024 }, message: "must be >= 1024", schema: 1024, parentSchema: schema31.properties.limits.properties.maxResultBytes, data: data19 };
              if (vErrors === null) {
                vErrors = [err54];
              } else {
                vErrors.push(err54);
              }
              errors++;
            }
          }
        }
        if (data16.inferenceTimeoutMs !== void 0) {
          let data20 = data16.inferenceTimeoutMs;
          if (!(typeof data20 == "number" && (!(data20 % 1) && !isNaN(data20)) && isFinite(data20))) {
            const err55 = { instancePath: instancePath + "/limits/inferenceTimeoutMs", schemaPath: "#/properties/limits/properties/inferenceTimeoutMs/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.limits.properties.inferenceTimeoutMs.type, parentSchema: schema31.properties.limits.properties.inferenceTimeoutMs, data: data20 };
            if (vErrors === null) {
              vErrors = [err55];
            } else {
              vErrors.push(err55);
            }
            errors++;
          }
          if (typeof data20 == "number" && isFinite(data20)) {
            if (data20 > 1e9 || isNaN(data20)) {
              const err56 = { instancePath: instancePath + "/limits/inferenceTimeoutMs", schemaPath: "#/properties/limits/properties/inferenceTimeoutMs/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema31.properties.limits.properties.inferenceTimeoutMs, data: data20 };
              if (vErrors === null) {
                vErrors = [err56];
              } else {
                vErrors.push(err56);
              }
              errors++;
            }
            if (data20 < 1 || isNaN(data20)) {
              const err57 = { instancePath: instancePath + "/limits/inferenceTimeoutMs", schemaPath: "#/properties/limits/properties/inferenceTimeoutMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema31.properties.limits.properties.inferenceTimeoutMs, data: data20 };
              if (vErrors === null) {
                vErrors = [err57];
              } else {
                vErrors.push(err57);
              }
              errors++;
            }
          }
        }
        if (data16.approvalTimeoutMs !== void 0) {
          let data21 = data16.approvalTimeoutMs;
          if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
            const err58 = { instancePath: instancePath + "/limits/approvalTimeoutMs", schemaPath: "#/properties/limits/properties/approvalTimeoutMs/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.limits.properties.approvalTimeoutMs.type, parentSchema: schema31.properties.limits.properties.approvalTimeoutMs, data: data21 };
            if (vErrors === null) {
              vErrors = [err58];
            } else {
              vErrors.push(err58);
            }
            errors++;
          }
          if (typeof data21 == "number" && isFinite(data21)) {
            if (data21 > 1e9 || isNaN(data21)) {
              const err59 = { instancePath: instancePath + "/limits/approvalTimeoutMs", schemaPath: "#/properties/limits/properties/approvalTimeoutMs/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema31.properties.limits.properties.approvalTimeoutMs, data: data21 };
              if (vErrors === null) {
                vErrors = [err59];
              } else {
                vErrors.push(err59);
              }
              errors++;
            }
            if (data21 < 1 || isNaN(data21)) {
              const err60 = { instancePath: instancePath + "/limits/approvalTimeoutMs", schemaPath: "#/properties/limits/properties/approvalTimeoutMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema31.properties.limits.properties.approvalTimeoutMs, data: data21 };
              if (vErrors === null) {
                vErrors = [err60];
              } else {
                vErrors.push(err60);
              }
              errors++;
            }
          }
        }
        if (data16.cancelGraceMs !== void 0) {
          let data22 = data16.cancelGraceMs;
          if (!(typeof data22 == "number" && (!(data22 % 1) && !isNaN(data22)) && isFinite(data22))) {
            const err61 = { instancePath: instancePath + "/limits/cancelGraceMs", schemaPath: "#/properties/limits/properties/cancelGraceMs/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.limits.properties.cancelGraceMs.type, parentSchema: schema31.properties.limits.properties.cancelGraceMs, data: data22 };
            if (vErrors === null) {
              vErrors = [err61];
            } else {
              vErrors.push(err61);
            }
            errors++;
          }
          if (typeof data22 == "number" && isFinite(data22)) {
            if (data22 > 1e9 || isNaN(data22)) {
              const err62 = { instancePath: instancePath + "/limits/cancelGraceMs", schemaPath: "#/properties/limits/properties/cancelGraceMs/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 }, message: "must be <= 1000000000", schema: 1e9, parentSchema: schema31.properties.limits.properties.cancelGraceMs, data: data22 };
              if (vErrors === null) {
                vErrors = [err62];
              } else {
                vErrors.push(err62);
              }
              errors++;
            }
            if (data22 < 1e3 || isNaN(data22)) {
              const err63 = { instancePath: instancePath + "/limits/cancelGraceMs", schemaPath: "#/properties/limits/properties/cancelGraceMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1e3 }, message: "must be >= 1000", schema: 1e3, parentSchema: schema31.properties.limits.properties.cancelGraceMs, data: data22 };
              if (vErrors === null) {
                vErrors = [err63];
              } else {
                vErrors.push(err63);
              }
              errors++;
            }
          }
        }
        if (data16.maxConsecutiveRejections !== void 0) {
          let data23 = data16.maxConsecutiveRejections;
          if (!(typeof data23 == "number" && (!(data23 % 1) && !isNaN(data23)) && isFinite(data23))) {
            const err64 = { instancePath: instancePath + "/limits/maxConsecutiveRejections", schemaPath: "#/properties/limits/properties/maxConsecutiveRejections/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema31.properties.limits.properties.maxConsecutiveRejections.type, parentSchema: schema31.properties.limits.properties.maxConsecutiveRejections, data: data23 };
            if (vErrors === null) {
              vErrors = [err64];
            } else {
              vErrors.push(err64);
            }
            errors++;
          }
          if (typeof data23 == "number" && isFinite(data23)) {
            if (data23 > 1e3 || isNaN(data23)) {
              const err65 = { instancePath: instancePath + "/limits/maxConsecutiveRejections", schemaPath: "#/properties/limits/properties/maxConsecutiveRejections/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000", schema: 1e3, parentSchema: schema31.properties.limits.properties.maxConsecutiveRejections, data: data23 };
              if (vErrors === null) {
                vErrors = [err65];
              } else {
                vErrors.push(err65);
              }
              errors++;
            }
            if (data23 < 0 || isNaN(data23)) {
              const err66 = { instancePath: instancePath + "/limits/maxConsecutiveRejections", schemaPath: "#/properties/limits/properties/maxConsecutiveRejections/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema31.properties.limits.properties.maxConsecutiveRejections, data: data23 };
              if (vErrors === null) {
                vErrors = [err66];
              } else {
                vErrors.push(err66);
              }
              errors++;
            }
          }
        }
      } else {
        const err67 = { instancePath: instancePath + "/limits", schemaPath: "#/properties/limits/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.properties.limits.type, parentSchema: schema31.properties.limits, data: data16 };
        if (vErrors === null) {
          vErrors = [err67];
        } else {
          vErrors.push(err67);
        }
        errors++;
      }
    }
    if (data.log !== void 0) {
      let data24 = data.log;
      if (data24 && typeof data24 == "object" && !Array.isArray(data24)) {
        if (data24.file === void 0) {
          const err68 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'", schema: schema31.properties.log.required, parentSchema: schema31.properties.log, data: data24 };
          if (vErrors === null) {
            vErrors = [err68];
          } else {
            vErrors.push(err68);
          }
          errors++;
        }
        for (const key4 in data24) {
          if (!(key4 === "level" || key4 === "file")) {
            const err69 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties", schema: false, parentSchema: schema31.properties.log, data: data24 };
            if (vErrors === null) {
              vErrors = [err69];
            } else {
              vErrors.push(err69);
            }
            errors++;
          }
        }
        if (data24.level !== void 0) {
          let data25 = data24.level;
          if (typeof data25 !== "string") {
            const err70 = { instancePath: instancePath + "/log/level", schemaPath: "#/properties/log/properties/level/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.log.properties.level.type, parentSchema: schema31.properties.log.properties.level, data: data25 };
            if (vErrors === null) {
              vErrors = [err70];
            } else {
              vErrors.push(err70);
            }
            errors++;
          }
          if (!(data25 === "debug" || data25 === "info" || data25 === "warn" || data25 === "error")) {
            const err71 = { instancePath: instancePath + "/log/level", schemaPath: "#/properties/log/properties/level/enum", keyword: "enum", params: { allowedValues: schema31.properties.log.properties.level.enum }, message: "must be equal to one of the allowed values", schema: schema31.properties.log.properties.level.enum, parentSchema: schema31.properties.log.properties.level, data: data25 };
            if (vErrors === null) {
              vErrors = [err71];
            } else {
              vErrors.push(err71);
            }
            errors++;
          }
        }
        if (data24.file !== void 0) {
          let data26 = data24.file;
          if (typeof data26 === "string") {
            if (func2(data26) > 4096) {
              const err72 = { instancePath: instancePath + "/log/file", schemaPath: "#/properties/log/properties/file/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters", schema: 4096, parentSchema: schema31.properties.log.properties.file, data: data26 };
              if (vErrors === null) {
                vErrors = [err72];
              } else {
                vErrors.push(err72);
              }
              errors++;
            }
            if (func2(data26) < 1) {
              const err73 = { instancePath: instancePath + "/log/file", schemaPath: "#/properties/log/properties/file/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema31.properties.log.properties.file, data: data26 };
              if (vErrors === null) {
                vErrors = [err73];
              } else {
                vErrors.push(err73);
              }
              errors++;
            }
          } else {
            const err74 = { instancePath: instancePath + "/log/file", schemaPath: "#/properties/log/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.log.properties.file.type, parentSchema: schema31.properties.log.properties.file, data: data26 };
            if (vErrors === null) {
              vErrors = [err74];
            } else {
              vErrors.push(err74);
            }
            errors++;
          }
        }
      } else {
        const err75 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.properties.log.type, parentSchema: schema31.properties.log, data: data24 };
        if (vErrors === null) {
          vErrors = [err75];
        } else {
          vErrors.push(err75);
        }
        errors++;
      }
    }
    if (data.secretsFromEnvironment !== void 0) {
      let data27 = data.secretsFromEnvironment;
      if (Array.isArray(data27)) {
        if (data27.length > 256) {
          const err76 = { instancePath: instancePath + "/secretsFromEnvironment", schemaPath: "#/properties/secretsFromEnvironment/maxItems", keyword: "maxItems", params: { limit: 256 }, message: "must NOT have more than 256 items", schema: 256, parentSchema: schema31.properties.secretsFromEnvironment, data: data27 };
          if (vErrors === null) {
            vErrors = [err76];
          } else {
            vErrors.push(err76);
          }
          errors++;
        }
        const len0 = data27.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data28 = data27[i0];
          if (typeof data28 === "string") {
            if (!pattern4.test(data28)) {
              const err77 = { instancePath: instancePath + "/secretsFromEnvironment/" + i0, schemaPath: "#/properties/secretsFromEnvironment/items/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', schema: "^[A-Za-z_][A-Za-z0-9_]*$", parentSchema: schema31.properties.secretsFromEnvironment.items, data: data28 };
              if (vErrors === null) {
                vErrors = [err77];
              } else {
                vErrors.push(err77);
              }
              errors++;
            }
          } else {
            const err78 = { instancePath: instancePath + "/secretsFromEnvironment/" + i0, schemaPath: "#/properties/secretsFromEnvironment/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.secretsFromEnvironment.items.type, parentSchema: schema31.properties.secretsFromEnvironment.items, data: data28 };
            if (vErrors === null) {
              vErrors = [err78];
            } else {
              vErrors.push(err78);
            }
            errors++;
          }
        }
      } else {
        const err79 = { instancePath: instancePath + "/secretsFromEnvironment", schemaPath: "#/properties/secretsFromEnvironment/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema31.properties.secretsFromEnvironment.type, parentSchema: schema31.properties.secretsFromEnvironment, data: data27 };
        if (vErrors === null) {
          vErrors = [err79];
        } else {
          vErrors.push(err79);
        }
        errors++;
      }
    }
  } else {
    const err80 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.type, parentSchema: schema31, data };
    if (vErrors === null) {
      vErrors = [err80];
    } else {
      vErrors.push(err80);
    }
    errors++;
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var configDefects = (value) => check_configDefects(value) === true ? [] : argumentDefects(check_configDefects.errors ?? []);
export {
  configDefects
};
