//! `derive(Section)`: a documented struct is the whole definition of a block of a custom resource.
//!
//! The derive generates the struct's structural schema (`schema::Described`, static data), its reader (`read::Read`) and,
//! without `#[section(no_emit)]`, its writer (`section::Section`, for the `Context` in scope). Fields are written in the order
//! of their declaration. The doc comment of the struct or field is its description.
//!
//! Attributes, `#[section(…)]`, describe exceptions:
//!
//! | on a field | meaning |
//! |---|---|
//! | `name = "enableHTTP2"` | name in the manifest; default: the field's name in camelCase |
//! | `key = "labels"` | key in the configuration; default: the field's name. With `emit`, `skip` or `no_emit`, only for documentation |
//! | `flatten` | the fields of a nested section are fields of this one |
//! | `required` | the API server rejects an object without it, and it is written even if it is empty |
//! | `default = "30s"` | the value that the API server fills in (a string, integer or boolean) |
//! | `one_of = SCHEMES` | the strings allowed |
//! | `pattern = pattern::DURATION` | the pattern that strings must match |
//! | `min_length`, `max_length`, `minimum`, `maximum`, `min_items`, `max_items` | bounds |
//! | `format = None` | an integer's width, if the CRD states another one than the field's type |
//! | `items = Schema::…` | a function on schemas for a list's items or a map's values |
//! | `list = ListType::Set` | when two items are the same |
//! | `atomic` | a map that server-side apply replaces whole |
//! | `since = (2, 45, 0)` | the first Prometheus that knows it: before, nothing is written |
//! | `rejected_before = (2, 45, 0)` | the first Prometheus that knows it: for an older one the dialect rejects the object, in a check of its own |
//! | `lowercase` | strings are written in lower case |
//! | `always` | written even if it is empty |
//! | `omit_empty` | a required string is not written if it is empty, nor a boolean if it is false |
//! | `natural` | a map in yaml.v2's order of Go maps, with digits compared as numbers |
//! | `emit = function` | written by a function of the whole section instead |
//! | `skip` | never written |
//!
//! | on a struct | meaning |
//! |---|---|
//! | `no_emit` | read and checked, but written elsewhere |
//! | `atomic` | server-side apply replaces the object as a whole |
//! | `rules = [cel::RULE]` | validation rules between fields |
//! | `since = (2, 26, 0)` | the first Prometheus version that supports the block, wherever it is used |
//! | `when = function` | whether the block is written at all |

use proc_macro::TokenStream;
use proc_macro2::{TokenStream as Tokens, TokenTree};
use quote::quote;
use syn::{Data, DeriveInput, Expr, Fields, GenericArgument, Lit, PathArguments, Type, parse_macro_input};

/// See the crate's documentation.
#[proc_macro_derive(Section, attributes(section))]
pub fn derive_section(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

#[derive(Default)]
struct StructAttributes {
    no_emit: bool,
    atomic: bool,
    rules: Option<Expr>,
    since: Option<Expr>,
    when: Option<Expr>,
}

#[derive(Default)]
struct FieldAttributes {
    name: Option<String>,
    key: Option<String>,
    flatten: bool,
    required: bool,
    lowercase: bool,
    always: bool,
    omit_empty: bool,
    natural: bool,
    skip: bool,
    atomic: bool,
    emit: Option<Expr>,
    since: Option<Expr>,
    /// The version is checked, and the text written for any.
    rejected_before: Option<Expr>,
    /// Calls on the schema: `.with_minimum(0)` and the like, in the order written.
    schema: Vec<Tokens>,
}

struct FieldDefinition {
    ident: syn::Ident,
    ty: Type,
    description: String,
    attributes: FieldAttributes,
}

fn expand(input: &DeriveInput) -> syn::Result<Tokens> {
    let Data::Struct(data) = &input.data else {
        return Err(syn::Error::new_spanned(input, "`derive(Section)` supports only structs"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(syn::Error::new_spanned(input, "`derive(Section)` supports only named fields"));
    };
    let attributes = struct_attributes(input)?;
    let fields = fields.named.iter().map(field).collect::<syn::Result<Vec<_>>>()?;
    let emit = if attributes.no_emit { Tokens::new() } else { emit_impl(input, &attributes, &fields) };
    let schema = schema_impl(input, &attributes, &fields);
    let read = read_impl(input, &fields);
    Ok(quote! { #schema #read #emit })
}

fn struct_attributes(input: &DeriveInput) -> syn::Result<StructAttributes> {
    let mut found = StructAttributes::default();
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("section")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("no_emit") {
                found.no_emit = true;
            } else if meta.path.is_ident("atomic") {
                found.atomic = true;
            } else if meta.path.is_ident("rules") {
                found.rules = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("since") {
                found.since = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("when") {
                found.when = Some(meta.value()?.parse()?);
            } else {
                return Err(meta.error("unknown attribute of a section"));
            }
            Ok(())
        })?;
    }
    Ok(found)
}

fn field(field: &syn::Field) -> syn::Result<FieldDefinition> {
    let Some(ident) = field.ident.clone() else {
        return Err(syn::Error::new_spanned(field, "`derive(Section)` supports only named fields"));
    };
    let mut found = FieldAttributes::default();
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("section")) {
        attribute.parse_nested_meta(|meta| {
            let Some(word) = meta.path.get_ident().map(ToString::to_string) else {
                return Err(meta.error("unknown attribute of a field"));
            };
            match word.as_str() {
                "flatten" => found.flatten = true,
                "required" => found.required = true,
                "lowercase" => found.lowercase = true,
                "always" => found.always = true,
                "omit_empty" => found.omit_empty = true,
                "natural" => found.natural = true,
                "skip" => found.skip = true,
                "atomic" => found.atomic = true,
                "name" => found.name = Some(meta.value()?.parse::<syn::LitStr>()?.value()),
                "key" => found.key = Some(meta.value()?.parse::<syn::LitStr>()?.value()),
                "emit" => found.emit = Some(meta.value()?.parse()?),
                "since" => found.since = Some(meta.value()?.parse()?),
                "rejected_before" => found.rejected_before = Some(meta.value()?.parse()?),
                "default" => {
                    let literal = match meta.value()?.parse::<Lit>()? {
                        Lit::Str(text) => quote!(String(#text)),
                        Lit::Bool(value) => quote!(Bool(#value)),
                        Lit::Int(value) => quote!(Integer(#value)),
                        _ => return Err(meta.error("a default is a string, an integer or a boolean")),
                    };
                    found.schema.push(quote!(.with_default(::promwright_kubernetes::schema::Literal::#literal)));
                }
                "pattern" => {
                    let pattern: Expr = meta.value()?.parse()?;
                    found.schema.push(quote!(.with_pattern(&#pattern)));
                }
                "one_of" | "format" | "min_length" | "max_length" | "minimum" | "maximum" | "min_items"
                | "max_items" | "items" | "list" => {
                    let value: Expr = meta.value()?.parse()?;
                    let method = quote::format_ident!("with_{}", word);
                    found.schema.push(quote!(.#method(#value)));
                }
                _ => return Err(meta.error("unknown attribute of a field")),
            }
            Ok(())
        })?;
    }
    Ok(FieldDefinition { ident, ty: field.ty.clone(), description: description(&field.attrs), attributes: found })
}

/// The doc comment as one text: lines are joined by spaces, empty lines are kept as paragraph breaks.
fn description(attributes: &[syn::Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        let syn::Meta::NameValue(pair) = &attribute.meta else { continue };
        let Expr::Lit(syn::ExprLit { lit: Lit::Str(line), .. }) = &pair.value else { continue };
        let line = line.value();
        let line = line.trim();
        if line.is_empty() {
            text.push_str("\n\n");
        } else {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push(' ');
            }
            text.push_str(line);
        }
    }
    text.trim().to_owned()
}

fn camel_case(ident: &str) -> String {
    let mut name = String::new();
    let mut upper = false;
    for character in ident.trim_start_matches("r#").chars() {
        if character == '_' {
            upper = true;
        } else if upper {
            name.extend(character.to_uppercase());
            upper = false;
        } else {
            name.push(character);
        }
    }
    name
}

impl FieldDefinition {
    fn name(&self) -> String {
        self.attributes.name.clone().unwrap_or_else(|| camel_case(&self.ident.to_string()))
    }

    /// The key on the reference page: the given one, or the one that is written by default.
    fn documented_key(&self, section: &StructAttributes) -> Option<String> {
        let is_written_elsewhere = section.no_emit || self.attributes.skip;
        if is_written_elsewhere { self.attributes.key.clone() } else { Some(self.key()) }
    }

    fn key(&self) -> String {
        self.attributes.key.clone().unwrap_or_else(|| self.ident.to_string().trim_start_matches("r#").to_owned())
    }
}

/// The argument `T` of `Option<T>` or `Vec<T>`, if the type is one.
fn argument_of<'t>(ty: &'t Type, wrapper: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    if last.ident != wrapper {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn is(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == name))
}

fn schema_impl(input: &DeriveInput, attributes: &StructAttributes, fields: &[FieldDefinition]) -> Tokens {
    let ident = &input.ident;
    let (impl_generics, type_generics, _) = input.generics.split_for_impl();
    let description = description(&input.attrs);
    let atomic = attributes.atomic;
    let rules = attributes.rules.as_ref().map_or_else(|| quote!(&[]), |rules| quote!(&#rules));
    let type_name = ident.to_string();
    let optional = |value: Option<Tokens>| value.map_or_else(|| quote!(None), |value| quote!(Some(#value)));
    let struct_since = optional(attributes.since.as_ref().map(|since| quote!(#since)));
    let parts = fields.iter().map(|field| {
        let ty = static_lifetimes(quote::ToTokens::to_token_stream(&field.ty));
        let since = field.attributes.since.as_ref().or(field.attributes.rejected_before.as_ref());
        let since = optional(since.map(|since| quote!(#since)));
        let since = quote!(::promwright_kubernetes::schema::later(#since, <#ty as ::promwright_kubernetes::schema::Described>::SINCE));
        if field.attributes.flatten {
            return quote!((<#ty as ::promwright_kubernetes::schema::Described>::SCHEMA.fields(), #since));
        }
        let name = field.name();
        let key = optional(field.documented_key(attributes).map(|key| quote!(#key)));
        let description = &field.description;
        let required = field.attributes.required;
        let calls = &field.attributes.schema;
        let atomic = field.attributes.atomic.then(|| quote!(.with_atomic()));
        quote! {
            (&[::promwright_kubernetes::schema::Field {
                name: #name,
                required: #required,
                key: #key,
                since: #since,
                schema: &<#ty as ::promwright_kubernetes::schema::Described>::SCHEMA.with_description(#description) #(#calls)* #atomic,
            }], None)
        }
    });
    quote! {
        impl #impl_generics ::promwright_kubernetes::schema::Described for #ident #type_generics {
            const SCHEMA: ::promwright_kubernetes::schema::Schema = {
                const PARTS: &[::promwright_kubernetes::schema::Part] = &[#(#parts),*];
                const FIELDS: [::promwright_kubernetes::schema::Field; ::promwright_kubernetes::schema::count(PARTS)] = ::promwright_kubernetes::schema::concat(PARTS);
                ::promwright_kubernetes::schema::Schema::object(#description, &FIELDS, #atomic, #rules).named(#type_name)
            };
            const SINCE: Option<::promwright_kubernetes::schema::Since> = #struct_since;
        }
    }
}

/// The type with every lifetime replaced by `'static`, so that a constant can refer to it.
fn static_lifetimes(tokens: Tokens) -> Tokens {
    let mut after_quote = false;
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let mut inner = proc_macro2::Group::new(group.delimiter(), static_lifetimes(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            TokenTree::Ident(ident) if std::mem::take(&mut after_quote) => {
                TokenTree::Ident(proc_macro2::Ident::new("static", ident.span()))
            }
            TokenTree::Punct(punct) => {
                after_quote = punct.as_char() == '\'';
                TokenTree::Punct(punct)
            }
            other => other,
        })
        .collect()
}

fn read_impl(input: &DeriveInput, fields: &[FieldDefinition]) -> Tokens {
    let ident = &input.ident;
    let (_, type_generics, _) = input.generics.split_for_impl();
    let lifetime = input.generics.lifetimes().next().map_or_else(
        || quote!('a),
        |lifetime| {
            let lifetime = &lifetime.lifetime;
            quote!(#lifetime)
        },
    );
    // A flattened struct has as many indices as fields.
    let starts: Vec<_> = (0..=fields.len()).map(|index| quote::format_ident!("START_{}", index)).collect();
    let lengths = fields.iter().map(|field| {
        let ty = static_lifetimes(quote::ToTokens::to_token_stream(&field.ty));
        if field.attributes.flatten {
            quote!(<#ty as ::promwright_kubernetes::schema::Described>::SCHEMA.fields().len())
        } else {
            quote!(1)
        }
    });
    let steps = starts.windows(2).zip(lengths).map(|(pair, length)| {
        let [start, end] = pair else { return Tokens::new() };
        quote!(const #end: usize = #start + #length;)
    });
    let arms = fields.iter().zip(starts.windows(2)).map(|(field, pair)| {
        let FieldDefinition { ident, attributes, .. } = field;
        let [start, end] = pair else { return Tokens::new() };
        if attributes.flatten {
            quote!(#start..#end => return ::promwright_kubernetes::read::Fields::place(&mut self.#ident, index - #start),)
        } else {
            quote!(#start => &mut self.#ident,)
        }
    });
    quote! {
        impl<#lifetime> ::promwright_kubernetes::read::Fields<#lifetime> for #ident #type_generics {
            fn fields(&self) -> &'static [::promwright_kubernetes::schema::Field] {
                <Self as ::promwright_kubernetes::schema::Described>::SCHEMA.fields()
            }
            fn place(&mut self, index: usize) -> Option<&mut dyn ::promwright_kubernetes::read::Place<#lifetime>> {
                const START_0: usize = 0;
                #(#steps)*
                let place: &mut dyn ::promwright_kubernetes::read::Place<#lifetime> = match index {
                    #(#arms)*
                    _ => return None,
                };
                Some(place)
            }
        }
        impl<#lifetime> ::promwright_kubernetes::read::Read<#lifetime> for #ident #type_generics {
            fn read_into(
                &mut self,
                value: &#lifetime ::promwright_kubernetes::yaml::Value<#lifetime>,
            ) -> Result<(), ::promwright_kubernetes::read::ReadError> {
                ::promwright_kubernetes::read::read_fields(self, value)
            }
        }
    }
}

fn emit_impl(input: &DeriveInput, attributes: &StructAttributes, fields: &[FieldDefinition]) -> Tokens {
    let ident = &input.ident;
    let (_, type_generics, _) = input.generics.split_for_impl();
    let mut generics = input.generics.clone();
    generics.params.insert(0, syn::parse_quote!('cx));
    let (impl_generics, _, _) = generics.split_for_impl();
    let statements = fields.iter().map(emit_field);
    let conditions: Vec<_> = attributes
        .since
        .iter()
        .map(|version| quote!(cx.since(#version)))
        .chain(attributes.when.iter().map(|function| quote!(#function(self, cx))))
        .collect();
    let is_written = (!conditions.is_empty()).then(|| {
        quote! {
            fn is_written(&self, cx: &Context<'cx>) -> bool {
                #(#conditions)&&*
            }
        }
    });
    quote! {
        impl #impl_generics ::promwright_kubernetes::section::Section<Context<'cx>> for #ident #type_generics {
            fn write_fields(
                &self,
                w: &mut ::promwright_kubernetes::yaml::write::Writer,
                cx: &Context<'cx>,
            ) -> ::promwright_kubernetes::section::Written<Context<'cx>> {
                #(#statements)*
                Ok(())
            }
        }
        impl #impl_generics ::promwright_kubernetes::section::Emit<Context<'cx>> for #ident #type_generics {
            #is_written
            fn emit(
                &self,
                w: &mut ::promwright_kubernetes::yaml::write::Writer,
                cx: &Context<'cx>,
            ) -> ::promwright_kubernetes::section::Written<Context<'cx>> {
                ::promwright_kubernetes::section::emit_section(self, w, cx)
            }
        }
    }
}

fn emit_field(field: &FieldDefinition) -> Tokens {
    let ident = &field.ident;
    let attributes = &field.attributes;
    if attributes.skip {
        return Tokens::new();
    }
    let statement = if let Some(function) = &attributes.emit {
        quote!(#function(self, w, cx)?;)
    } else if attributes.flatten {
        quote!(::promwright_kubernetes::section::Section::write_fields(&self.#ident, w, cx)?;)
    } else {
        let key = field.key();
        let write = |value: Tokens| {
            let write = if attributes.lowercase {
                quote!(::promwright_kubernetes::section::write_lowercase(#value, w);)
            } else if attributes.natural {
                quote!(::promwright_kubernetes::section::write_natural(#value, w, cx)?;)
            } else {
                quote!(::promwright_kubernetes::section::Emit::emit(#value, w, cx)?;)
            };
            quote! { w.key(#key); #write }
        };
        let always = attributes.always || (attributes.required && !attributes.omit_empty);
        if argument_of(&field.ty, "Option").is_some() {
            let write = write(quote!(value));
            quote!(if let Some(value) = &self.#ident && ::promwright_kubernetes::section::Emit::is_written(value, cx) { #write })
        } else if is(&field.ty, "bool") && attributes.omit_empty {
            let write = write(quote!(&self.#ident));
            quote!(if self.#ident { #write })
        } else if always || is(&field.ty, "bool") {
            write(quote!(&self.#ident))
        } else if argument_of(&field.ty, "Vec").is_some()
            || matches!(field.ty, Type::Reference(_))
            || is(&field.ty, "Map")
        {
            let write = write(quote!(&self.#ident));
            quote!(if !self.#ident.is_empty() { #write })
        } else if is(&field.ty, "i64") || is(&field.ty, "i32") {
            let write = write(quote!(&self.#ident));
            quote!(if self.#ident != 0 { #write })
        } else {
            let write = write(quote!(&self.#ident));
            quote!(if ::promwright_kubernetes::section::Emit::is_written(&self.#ident, cx) { #write })
        }
    };
    match &attributes.since {
        Some(version) => quote!(if cx.since(#version) { #statement }),
        None => statement,
    }
}
