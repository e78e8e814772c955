import { id, text } from '../../../read/parsers.js';
import { column, layout, skip, type RowResult } from '../../define.js';

/** Education records are none of a CRM's business: their rows are counted and listed, and nothing of them is kept. */
const refused = (): RowResult => skip('education-record', 'educationRecord');

const STUDENT = ['Student', 'Student ID', 'Student Code', 'Student Name'] as const;
const FACULTY = ['Faculty', 'Faculty ID', 'Faculty Name', 'Instructor', 'Evaluator'] as const;

/** Grades, daily evaluations and competency exams of students. */
export const evaluations = layout({
  name: 'student_evaluations', files: ['student_evaluations', 'evaluations', 'grades', 'competencies'], stream: 'educationRecord',
  columns: {
    student: column(id, ...STUDENT), grade: column(text, 'Grade', 'Score', 'Evaluation', 'Result'), form: column(text, 'Form', 'Grading Form', 'Competency', 'Rubric'),
    evaluator: column(text, ...FACULTY), date: column(text, 'Evaluation Date', 'Date'), patient: column(text, 'Patient ID', 'Patient'),
    code: column(text, 'Procedure', 'Procedure Code'), approvals: column(text, 'Approvals', 'Approved By'),
  },
  needs: ['student', 'grade'], keys: [], read: refused,
});

/** The roll of students. */
export const students = layout({
  name: 'students', files: ['students', 'student_list'], stream: 'educationRecord',
  columns: {
    student: column(id, ...STUDENT), classYear: column(text, 'Class Year', 'Graduation Year', 'Class'), lastName: column(text, 'Last Name'),
    firstName: column(text, 'First Name'), group: column(text, 'Practice Group', 'Group', 'Clinic'),
  },
  needs: ['student', 'classYear'], keys: [], read: refused,
});

/** Records about members of the faculty: ranks, departments, evaluations. */
export const faculty = layout({
  name: 'faculty_records', files: ['faculty_records', 'faculty', 'faculty_evaluations'], stream: 'educationRecord',
  columns: {
    faculty: column(id, ...FACULTY), rank: column(text, 'Rank', 'Academic Rank', 'Appointment Type'), department: column(text, 'Department', 'Discipline'),
    rating: column(text, 'Rating', 'Evaluation'),
  },
  needs: ['faculty', 'department'], keys: [], read: refused,
});
