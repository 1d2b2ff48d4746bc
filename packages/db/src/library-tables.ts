import type { TemplateVariable } from "@fieldline/domain/document";
import type { Interpreter, Template, TemplateDefaults } from "@fieldline/domain/template";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Templates and handlers, each with its versions, which never change. */

const life = {
  version: integer("version").notNull(),
  isShipped: integer("is_shipped", { mode: "boolean" }).notNull(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  deletedAt: integer("deleted_at"),
};
const made = {
  version: integer("version").notNull(),
  createdAt: integer("created_at").notNull(),
  createdBy: text("created_by").notNull(),
  createdByName: text("created_by_name").notNull(),
};

export const templates = sqliteTable("templates", {
  id: text("id").primaryKey(),
  slug: text("slug").notNull(),
  name: text("name").notNull(),
  category: text("category"),
  description: text("description"),
  kind: text("kind").$type<Template["kind"]>().notNull(),
  ...life,
});

export const templateVersions = sqliteTable("template_versions", {
  templateId: text("template_id").notNull(),
  ...made,
  spec: text("spec", { mode: "json" }).$type<Template["spec"]>().notNull(),
  variables: text("variables", { mode: "json" }).$type<TemplateVariable[]>().notNull(),
  defaults: text("defaults", { mode: "json" }).$type<TemplateDefaults>().notNull(),
});

export const handlers = sqliteTable("handlers", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  description: text("description"),
  ...life,
});

export const handlerVersions = sqliteTable("handler_versions", {
  handlerId: text("handler_id").notNull(),
  ...made,
  interpreter: text("interpreter").$type<Interpreter>().notNull(),
  content: text("content").notNull(),
  sha256: text("sha256").notNull(),
});
