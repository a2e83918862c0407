import { z } from "zod";
import { vectorFileSchema } from "./vector.schema.ts";

export const publishedSchema = (): string => `${JSON.stringify(z.toJSONSchema(vectorFileSchema, { target: "draft-2020-12" }), null, 2)}\n`;
