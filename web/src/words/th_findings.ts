// ประโยคของข้อค้นพบ เป็นภาษาไทย (sentences of findings, in Thai)
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Sentence, Sentences, Told } from "./finding_text"

const size = ({ photo, value }: Told) => `${photo.width} × ${photo.height} คือ ${value} ล้านพิกเซล`
const kept = ({ photo }: Told) => (photo.group === null ? "ภาพอื่น" : `ภาพที่ ${photo.group}`)
const kExtensions: Record<string, string> = { jpeg: "jpg", png: "png", webp: "webp", tiff: "tif", heif: "heic", avif: "avif" }

const kCodes: Readonly<Record<string, Sentence>> = {
  out_of_focus: { say: ({ value, limit }) => `ภาพนุ่มที่ 100%: ขอบที่คมที่สุดกว้าง ${value} พิกเซล (ไม่เกิน ${limit}) ไม่มีส่วนใดอยู่ในโฟกัส` },
  slightly_soft: { say: ({ value, limit }) => `นุ่มเล็กน้อยที่ 100%: ขอบที่คมที่สุดกว้าง ${value} พิกเซล (คมชัดถึง ${limit}) ตรวจดูวัตถุหลักเอง` },
  motion_blur: {
    say: ({ value, limit }) => `กล้องหรือวัตถุขยับขณะถ่าย: ภาพลากยาวราว ${value} พิกเซล (ไม่เกิน ${limit})`,
  },
  highlights_clipped: { say: ({ value, limit }) => `สว่างเกินไป: ${value}% ของพื้นที่ไหม้จนไม่มีรายละเอียด (ไม่เกิน ${limit}%)` },
  shadows_clipped: { say: ({ value, limit }) => `ส่วนมืดไม่มีรายละเอียด: ${value}% ของพื้นที่ดำสนิท (ไม่เกิน ${limit}%)` },
  underexposed: { say: ({ value, limit }) => `มืด: ส่วนที่สว่างที่สุดถึงเพียงระดับ ${value} จาก 255 (อย่างน้อย ${limit})` },
  noise: {
    say: (told) => (told.is("noise_chroma") && !told.is("noise_luma")
      ? `มีจุดสีรบกวน ${told.value} ระดับในส่วนเรียบ (ไม่เกิน ${told.limit})`
      : `มีเม็ดรบกวน ${told.value} ระดับในส่วนเรียบ (ไม่เกิน ${told.limit})`),
  },
  noise_chroma: { say: ({ value, limit }) => `มีจุดสีรบกวน ${value} ระดับในส่วนเรียบ (ไม่เกิน ${limit})` },
  jpeg_quality_low: { say: ({ value, limit }) => `บีบอัดมากเกินไป: บันทึกที่คุณภาพ JPEG ${value} (อย่างน้อย ${limit})` },
  truncated: { say: () => "ไฟล์ขาดตอน ข้อมูลภาพไม่ครบ: ใช้ไฟล์ต้นฉบับที่สมบูรณ์", more: true },
  corrupt: { say: () => "ข้อมูลในไฟล์เสียหาย: คัดลอกหรือส่งออกใหม่จากต้นฉบับ", more: true },
  border: { say: ({ value, limit }) => `มีกรอบกว้าง ${value} พิกเซลตามขอบภาพ (ไม่เกิน ${limit}): ตัดออก` },
  fringing: { say: ({ value, limit }) => `มีขอบสีเหลื่อม: สีแดงกับสีน้ำเงินห่างกัน ${value} พิกเซลที่มุมภาพ (ไม่เกิน ${limit}) ให้เปิดการแก้ความคลาดสีของเลนส์` },
  banding: { say: ({ value, limit }) => `สีเป็นแถบ: เหลือระดับสีห่างกันขั้นละ ${value} ระดับ (ไม่เกิน ${limit}) แก้ไฟล์ raw แบบ 16 บิตแล้วส่งออกใหม่` },
  dust: { say: ({ value, limit }) => `มีฝุ่นบนเซนเซอร์: จุดมืดนุ่มประมาณ ${value} จุดในส่วนเรียบ (ไม่เกิน ${limit}) ลบออกแล้วทำความสะอาดเซนเซอร์` },
  hot_pixels: { say: ({ value, limit }) => `มีพิกเซลสว่างค้าง: จุดสีขนาดหนึ่งพิกเซล ${value} จุดต่อล้านพิกเซล (ไม่เกิน ${limit})` },
  double_compression: { say: ({ value, limit }) => `บีบอัดซ้ำ: เคยบันทึกเป็น JPEG ที่คุณภาพต่ำกว่านี้มาก พบร่องรอย ${value}% (ไม่เกิน ${limit}%) ส่งออกใหม่จากต้นฉบับ` },
  upsampled: { say: ({ value, limit }) => `ดูเหมือนถูกขยายหลังถ่าย: ลวดลายจากการขยายเด่นกว่ารอบข้าง ${value} เท่า (ไม่เกิน ${limit}) ส่งภาพขนาดเดิม` },
  tilted: { say: ({ value, limit }) => `ภาพเอียง ${value} องศา (ไม่เกิน ${limit}): หมุนให้ตรงแล้วครอป` },
  oversaturated: { say: ({ value, limit }) => `สีจัดเกินไป: ${value}% ของพื้นที่มีสีล้นจนไม่มีรายละเอียด (ไม่เกิน ${limit}%) ลดความอิ่มตัวของสี` },
  halos: { say: ({ value, limit }) => `เพิ่มความคมมากเกินไป: มีขอบเรืองสว่างและมืด ${value}% ของความต่างที่ขอบ (ไม่เกิน ${limit}%)` },
  undecodable: { say: () => "อ่านเป็นภาพไม่ได้", more: true },
  decoder_failed: { say: () => "ตัวถอดรหัสล้มเหลวทุกครั้งที่อ่านไฟล์นี้", more: true },
  unreadable: { say: () => "เปิดหรืออ่านไฟล์ไม่ได้", more: true },
  identical_file: { say: (told) => `เป็นไฟล์เดียวกับ${kept(told)} เหมือนกันทุกไบต์` },
  near_copy: { say: (told) => `แทบเป็นภาพเดียวกับ${kept(told)}: ต่างกัน ${told.value} จาก 256 บิต (ถือเป็นสำเนาเมื่อไม่เกิน ${told.limit})` },
  cropped_copy: { say: (told) => `แสดงสิ่งเดียวกับ${kept(told)} โดยครอปหรือหมุน: จุดเด่นตรงกัน ${told.value} จุด (ถือเป็นสำเนาตั้งแต่ ${told.limit} จุด)` },
  similar_motif: { say: (told) => `ภาพแนวเดียวกับ${kept(told)} ถ่ายต่อเนื่องกัน: เก็บไว้ ${told.limit} ภาพที่ดีที่สุดแล้ว` },
  similar: { say: (told) => `คล้ายกับ${kept(told)} ซึ่งดีกว่า`, more: true },
  resolution_too_low: { say: (told) => `เล็กเกินไป: ${size(told)} (อย่างน้อย ${told.limit})` },
  resolution_borderline: { say: (told) => `ใหญ่พอแบบเฉียดฉิว: ${size(told)} ขนาดที่ปลอดภัยคือ ${told.limit}` },
  resolution_too_high: { say: (told) => `ใหญ่เกินไป: ${size(told)} (ไม่เกิน ${told.limit})` },
  file_too_large: { say: ({ value, limit }) => `ไฟล์ใหญ่เกินไป: ${value} MB (ไม่เกิน ${limit} MB)` },
  wrong_extension: {
    say: ({ photo }) => `นามสกุลไม่ตรงกับเนื้อหา: ไฟล์นี้เป็น ${photo.format.toUpperCase()} ควรใช้นามสกุล .${kExtensions[photo.format] ?? photo.format}`,
  },
  format_not_jpeg: { say: ({ photo }) => `เป็นไฟล์ ${photo.format.toUpperCase()}: รับเฉพาะ JPEG ส่งออกเป็น JPEG คุณภาพสูงสุด` },
  colour_space_not_srgb: {
    say: ({ meta }) => {
      const space = meta("colour", "space")
      const named = meta("colour", "profile_name")
      return `สีอยู่ในปริภูมิ ${space === "custom" || space === "" ? "เฉพาะของไฟล์" : space}${named && ` (โปรไฟล์ "${named}")`}: ส่งออกเป็น sRGB`
    },
  },
  colour_profile_missing: { say: () => "ไฟล์ไม่ได้ระบุปริภูมิสี จึงถือว่าเป็น sRGB: ฝังโปรไฟล์เมื่อส่งออก" },
  colour_profile_broken: { say: () => "โปรไฟล์สีในไฟล์เสีย: ส่งออกใหม่พร้อมฝัง sRGB", more: true },
  greyscale: { say: () => "ไฟล์มีช่องสีเทาช่องเดียว: แปลงเป็น RGB (sRGB) ภาพจะดูเหมือนเดิม" },
  metadata_missing: {
    say: ({ meta }) => {
      const [title, keywords] = [meta("title") !== "", meta("keywords") !== ""]
      return title ? "มีชื่อภาพแต่ไม่มีคำสำคัญ: ใส่เมื่ออัปโหลด"
        : keywords ? "มีคำสำคัญแต่ไม่มีชื่อภาพ: ใส่เมื่ออัปโหลด" : "ไม่มีทั้งชื่อภาพและคำสำคัญ: ใส่เมื่ออัปโหลด"
    },
  },
  metadata_broken: { say: () => "ข้อมูลกำกับเสีย: เขียนใหม่ก่อนส่ง", more: true },
  title_long: { say: ({ value, limit }) => `ชื่อภาพยาว ${value} ตัวอักษร อ่านครบถึง ${limit}: ทำให้สั้นลง` },
  title_too_long: { say: ({ value, limit }) => `ชื่อภาพยาว ${value} ตัวอักษร แบบฟอร์มรับ ${limit}: ทำให้สั้นลง` },
  title_is_list: { say: ({ value }) => `ชื่อภาพเป็นรายการ ${value} คำ: เขียนเป็นประโยคว่าเห็นอะไร แล้วย้ายคำไปไว้ในคำสำคัญ` },
  title_has_date: { say: () => "ชื่อภาพมีวันที่: ตัดออก วันที่มีไว้สำหรับภาพข่าว", more: true },
  title_names_ai: { say: () => "ชื่อภาพเอ่ยถึง AI: ตัดออก มีช่องให้ทำเครื่องหมายเมื่อส่ง", more: true },
  title_not_in_keywords: { say: ({ value, limit }) => `คำในชื่อภาพอยู่ในคำสำคัญเพียง ${value}% (อย่างน้อย ${limit}%): เพิ่มสิ่งที่เห็นลงในคำสำคัญ`, more: true },
  keywords_too_few: { say: ({ value, limit }) => `มีคำสำคัญเพียง ${value} คำ (อย่างน้อย ${limit}): เพิ่มสิ่งที่เห็น สิบคำที่สำคัญที่สุดมาก่อน` },
  keywords_too_many: { say: ({ value, limit }) => `มีคำสำคัญ ${value} คำ แบบฟอร์มรับ ${limit}: ตัดคำที่ตรงน้อยที่สุด สิบคำแรกมีน้ำหนักที่สุด` },
  keywords_repeated: { say: ({ value }) => `คำสำคัญซ้ำ ${value} คำ: ตัดออก`, more: true },
  keywords_technical: { say: ({ value }) => `มี ${value} คำเกี่ยวกับกล้องหรือไฟล์: เก็บเฉพาะสิ่งที่เห็นในภาพ`, more: true },
  names_in_metadata: { say: ({ value }) => `ชื่อภาพหรือคำสำคัญมีชื่อยี่ห้อหรือบุคคล ${value} ชื่อ: ตัดออก และดูเครื่องหมายในภาพด้วย`, more: true },
  position_in_metadata: {
    say: ({ meta }) => {
      const place = [meta("gps", "latitude"), meta("gps", "longitude")].filter(Boolean).join(", ")
      return `ไฟล์บอกพิกัดที่ถ่าย${place && ` (${place})`}: ลบออกถ้าไม่ต้องการเปิดเผย`
    },
  },
  private_fields: { say: ({ meta }) => `ไฟล์มีข้อมูลส่วนตัว (${meta("private_fields", "what")}): ลบออกถ้าต้องการ` },
  ai_generated: { say: ({ meta }) => `ระบุว่าสร้างโดยเครื่อง (${meta("ai_marks", "value")}): แจ้งว่าสร้างด้วย generative AI เมื่อส่ง` },
  ai_edited: { say: ({ meta }) => `ระบุว่าแก้ไขโดยเครื่อง (${meta("ai_marks", "value")}): แจ้ง generative AI ถ้าเปลี่ยนหรือเพิ่มสิ่งสำคัญในภาพ` },
  thumbnail_unlike: { say: ({ value, limit }) => `ภาพย่อในไฟล์แสดงสิ่งอื่น (ความเหมือน ${value} อย่างน้อย ${limit}) อาจเป็นต้นฉบับก่อนตัดขอบ: ส่งออกใหม่` },
  several_pictures: { say: ({ value }) => `ไฟล์มี ${value} ภาพ: ดูเพียงภาพเดียว ภาพอื่นไม่ได้ดู` },
  recognisable_face: { say: ({ value }) => `มีใบหน้าที่จำได้ สูงถึง ${value}% ของภาพ: ต้องมีหนังสือยินยอม (model release) ของทุกคนที่จำได้`, more: true },
  readable_text: { say: ({ value }) => `มีข้อความที่อ่านได้ สูงถึง ${value}% ของภาพ: ต้องไม่เห็นชื่อ ยี่ห้อ หรือโลโก้`, more: true },
  burnt_in_date: { say: ({ value }) => `มีวันที่ประทับอยู่ในภาพ สูง ${value}% ของภาพ: ครอปออกหรือลบให้เนียน`, more: true },
}

export const thFindings: Sentences = { codes: kCodes, nearTheLimit: " เกินเกณฑ์เพียงเล็กน้อย ตรวจดูเอง" }
